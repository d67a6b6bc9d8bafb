/** A value whose type travels with it. */
export interface Variant {
  type: string
  value: Value
}

/** Structs and entries of dictionaries are lists of their parts; bytes (`ay`) are a Buffer. */
export type Value = string | number | boolean | Buffer | Variant | readonly Value[]

/**
 * Values as D-Bus has them on the wire, little endian (https://dbus.freedesktop.org/doc/dbus-specification.html, "Marshalling"): `types`
 * is a signature, such as "sa{sv}". Of the types those are known that a Secret Service is spoken to in, and signed or long numbers are not.
 */
export function writeValues(types: string, values: readonly Value[]): Buffer {
  return typesIn(types).reduce<Buffer>(
    (bytes, type, at) => put(bytes, type, values[at] ?? ''),
    Buffer.alloc(0),
  )
}

/** The other way, from where `bytes` begin; throws a RangeError where they end too early. */
export function readValues(types: string, bytes: Buffer, isLittle: boolean): Value[] {
  return readOnly(types, bytes, isLittle).values
}

/** The same, and where it ends. */
export function readOnly(types: string, bytes: Buffer, isLittle: boolean): { values: Value[]; end: number } {
  const cursor = { bytes, at: 0, isLittle }
  const values = typesIn(types).map((type) => take(cursor, type))
  return { values, end: cursor.at }
}

/** All begin at multiples of this: structs and entries of dictionaries of eight, numbers of their size. */
export function padded(bytes: Buffer, size: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(paddingAt(bytes.length, size))])
}

function put(bytes: Buffer, type: string, value: Value): Buffer {
  const at = padded(bytes, alignmentOf(type))
  switch (type[0]) {
    case 'y':
      return Buffer.concat([at, Buffer.from([Number(value)])])
    case 'b':
    case 'u':
      return Buffer.concat([at, uint32(Number(value))])
    case 's':
    case 'o':
      return Buffer.concat([at, uint32(Buffer.byteLength(String(value))), Buffer.from(`${value}\0`)])
    case 'g':
      return Buffer.concat([at, Buffer.from([String(value).length]), Buffer.from(`${value}\0`)])
    case 'v':
      return putVariant(at, value)
    case 'a':
      return putArray(at, type.slice(1), value)
    case '(':
    case '{':
      return typesIn(type.slice(1, -1)).reduce((it, part, index) => put(it, part, partOf(value, index)), at)
    default:
      throw new TypeError(`values of the type ${type} are not written`)
  }
}

function putVariant(at: Buffer, variant: Value): Buffer {
  if (typeof variant !== 'object' || !('type' in variant)) throw new TypeError('no variant')
  return put(put(at, 'g', variant.type), variant.type, variant.value)
}

/** Its length is that of the items, without what is left free before the first. */
function putArray(at: Buffer, type: string, value: Value): Buffer {
  const start = padded(Buffer.concat([at, uint32(0)]), alignmentOf(type))
  const items = Array.isArray(value) ? value : []
  const end = Buffer.isBuffer(value)
    ? Buffer.concat([start, value])
    : items.reduce<Buffer>((it, item) => put(it, type, item), start)
  end.writeUInt32LE(end.length - start.length, at.length)
  return end
}

interface Cursor {
  bytes: Buffer
  at: number
  isLittle: boolean
}

function take(cursor: Cursor, type: string): Value {
  cursor.at += paddingAt(cursor.at, alignmentOf(type))
  switch (type[0]) {
    case 'y':
      return takeByte(cursor)
    case 'b':
      return takeUint32(cursor) !== 0
    case 'u':
      return takeUint32(cursor)
    case 's':
    case 'o':
      return takeText(cursor, takeUint32(cursor))
    case 'g':
      return takeText(cursor, takeByte(cursor))
    case 'v': {
      const own = takeText(cursor, takeByte(cursor))
      return { type: own, value: take(cursor, own) }
    }
    case 'a':
      return takeArray(cursor, type.slice(1))
    case '(':
    case '{':
      return typesIn(type.slice(1, -1)).map((part) => take(cursor, part))
    default:
      throw new TypeError(`values of the type ${type} are not read`)
  }
}

function takeArray(cursor: Cursor, type: string): Value {
  const length = takeUint32(cursor)
  cursor.at += paddingAt(cursor.at, alignmentOf(type))
  const end = cursor.at + length
  if (end > cursor.bytes.length) throw new RangeError('the array is longer than its message')
  if (type === 'y') {
    cursor.at = end
    return cursor.bytes.subarray(end - length, end)
  }
  const items: Value[] = []
  while (cursor.at < end) items.push(take(cursor, type))
  return items
}

function takeByte(cursor: Cursor): number {
  const { bytes, at } = cursor
  cursor.at += 1
  return bytes.readUInt8(at)
}

function takeUint32(cursor: Cursor): number {
  const { bytes, at, isLittle } = cursor
  cursor.at += 4
  return isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
}

/** It ends with a zero that its length does not count. */
function takeText(cursor: Cursor, length: number): string {
  const { bytes, at } = cursor
  cursor.at += length + 1
  if (cursor.at > bytes.length) throw new RangeError('the text is longer than its message')
  return bytes.toString('utf8', at, at + length)
}

/** "sa{sv}" is "s" and "a{sv}". */
function typesIn(signature: string): string[] {
  const types: string[] = []
  for (let at = 0; at < signature.length; at += types.at(-1)?.length ?? 1)
    types.push(signature.slice(at, endOfType(signature, at)))
  return types
}

function endOfType(signature: string, at: number): number {
  if (signature[at] === 'a') return endOfType(signature, at + 1)
  let depth = 0
  let end = at
  do {
    const letter = signature[end] ?? ''
    if (letter === '(' || letter === '{') depth += 1
    if (letter === ')' || letter === '}') depth -= 1
    end += 1
  } while (depth > 0 && end < signature.length)
  return end
}

function alignmentOf(type: string): number {
  const [letter = ''] = type
  if ('({'.includes(letter)) return 8
  return 'ygv'.includes(letter) ? 1 : 4
}

/** How many bytes are left free before what begins at a multiple of `size`. */
export function paddingAt(at: number, size: number): number {
  return (size - (at % size)) % size
}

function partOf(value: Value, index: number): Value {
  return Array.isArray(value) ? (value[index] ?? '') : ''
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
