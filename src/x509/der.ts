/** The few shapes of DER (ITU-T X.690) that certificates and requests for them are made of. */
export const der = {
  sequence: (...parts: Uint8Array[]) => tagged(0x30, ...parts),
  set: (...parts: Uint8Array[]) => tagged(0x31, ...parts),
  /** Not below 0, of any length. */
  integer: (bytes: Uint8Array) => tagged(0x02, positive(bytes)),
  boolean: (value: boolean) => tagged(0x01, Uint8Array.of(value ? 0xff : 0)),
  /** `unused`: bits at the end of the last byte that are none of it. */
  bitString: (bytes: Uint8Array, unused = 0) => tagged(0x03, Uint8Array.of(unused), bytes),
  octetString: (bytes: Uint8Array) => tagged(0x04, bytes),
  utf8String: (text: string) => tagged(0x0c, Buffer.from(text)),
  printableString: (text: string) => tagged(0x13, Buffer.from(text)),
  objectId: (dotted: string) => tagged(0x06, objectId(dotted)),
  time,
  /** `[number]`, constructed. */
  context: (number: number, ...parts: Uint8Array[]) => tagged(0xa0 + number, ...parts),
  /** `[number] IMPLICIT`, primitive. */
  contextPrimitive: (number: number, bytes: Uint8Array) => tagged(0x80 + number, bytes),
}

function tagged(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const body = Buffer.concat(parts)
  return Buffer.concat([Uint8Array.of(tag, ...lengthOf(body.length)), body])
}

/** Short form below 128; else the number of bytes that follow, and these. */
function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return [0x80 + bytes.length, ...bytes]
}

/** Without zeros in front, but for one where the first bit would say that the number is below 0. */
function positive(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((it) => it !== 0)
  const digits = start === -1 ? Uint8Array.of(0) : bytes.slice(start)
  return (digits[0] ?? 0) < 0x80 ? digits : Buffer.concat([Uint8Array.of(0), digits])
}

function objectId(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return Uint8Array.from([first * 40 + second, ...rest.flatMap(base128)])
}

function base128(number: number): number[] {
  const digits = [number % 128]
  for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128))
    digits.unshift(0x80 + (rest % 128))
  return digits
}

/** Seconds, in UTC; up to 2049 with a year of two digits, as RFC 5280 4.1.2.5 asks for. */
function time(at: Date): Uint8Array {
  const digits = at.toISOString().replace(/\.\d+/, '').replace(/[-:T]/g, '')
  return at.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits))
}
