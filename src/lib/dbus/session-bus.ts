import { createConnection, type Socket } from 'node:net'
import type { Env } from '../surroundings.ts'
import { padded, paddingAt, readOnly, readValues, type Value, writeValues } from './values.ts'

/** A method of an object of somebody on the bus, and what it is called with: `types` is the signature of `args`. */
export interface Call {
  destination: string
  path: string
  interface: string
  member: string
  types?: string
  args?: readonly Value[]
}

/** The bus of the person's session. Its calls end by themselves: by an answer, an error, or after as long as was agreed. */
export interface SessionBus {
  /** What is answered. Throws BusRefusal where that is an error, and BusSilence where it does not come in time. */
  call(call: Call): Promise<Value[]>
  close(): void
}

/** Its message is what was said for people. */
export class BusRefusal extends Error {}

export class BusSilence extends Error {}

/**
 * Undefined where there is none. `patience` is in milliseconds, for each answer. By ourselves and not by a library in native code: that
 * one waits without end for a bus that says nothing, and a thread that waits can't be stopped, so that the process could not even end.
 */
export async function openSessionBus(env: Env, patience: number): Promise<SessionBus | undefined> {
  const path = socketPath(env)
  if (path === undefined) return undefined
  const socket = createConnection(path)
  const chunks = socket[Symbol.asyncIterator]()
  const close = () => void socket.destroy()
  try {
    await within(patience, authenticate(socket, chunks))
    return { ...(await greet(socket, chunks, patience)), close }
  } catch (error) {
    close()
    if (error instanceof BusSilence) throw error
    return undefined
  }
}

/** Of the session's bus, where it is a socket of this machine; other kinds have not been met. */
function socketPath(env: Env): string | undefined {
  const address = env['DBUS_SESSION_BUS_ADDRESS']
  if (!address) return env['XDG_RUNTIME_DIR'] ? `${env['XDG_RUNTIME_DIR']}/bus` : undefined
  const [, key, value] = /(?:^|;)unix:(?:[^;]*,)?(path|abstract)=([^,;]+)/.exec(address) ?? []
  if (key === undefined || value === undefined) return undefined
  return (key === 'abstract' ? '\0' : '') + decodeURIComponent(value)
}

type Chunks = AsyncIterator<Buffer>

async function nextChunk(chunks: Chunks): Promise<Buffer> {
  const { done, value } = await chunks.next()
  if (done) throw new Error('the bus has closed the connection')
  return value
}

/** By who runs this process, which the bus sees for itself. */
async function authenticate(socket: Socket, chunks: Chunks): Promise<void> {
  const user = Buffer.from(String(process.getuid?.() ?? '')).toString('hex')
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
  const answer = (await nextChunk(chunks)).toString('latin1')
  if (!answer.startsWith('OK ')) throw new Error(`the bus refuses: ${answer.trim()}`)
  socket.write('BEGIN\r\n')
}

async function greet(socket: Socket, chunks: Chunks, patience: number): Promise<Pick<SessionBus, 'call'>> {
  const messages = readMessages(chunks)
  let serial = 0
  const call = async (what: Call) => {
    serial += 1
    socket.write(methodCall(serial, what))
    return within(patience, replyTo(messages, serial))
  }
  const bus = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' }
  // Before this the bus hands on nothing.
  await call({ ...bus, interface: 'org.freedesktop.DBus', member: 'Hello' })
  return { call }
}

async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    const seconds = Math.round(milliseconds / 1000)
    timer = setTimeout(() => reject(new BusSilence(`no answer in ${seconds} s`)), milliseconds)
  })
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer))
}

const METHOD_RETURN = 2
const ERROR = 3

/** Fields of a header. */
const [PATH, INTERFACE, MEMBER, ERROR_NAME, REPLY_SERIAL, DESTINATION, SIGNATURE] = [1, 2, 3, 4, 5, 6, 8]
const header = 'yyyyuua(yv)'

function methodCall(serial: number, { destination, path, types = '', args = [], ...what }: Call): Buffer {
  const body = writeValues(types, args)
  const fields = [
    [PATH, { type: 'o', value: path }],
    [INTERFACE, { type: 's', value: what.interface }],
    [MEMBER, { type: 's', value: what.member }],
    [DESTINATION, { type: 's', value: destination }],
    ...(types === '' ? [] : [[SIGNATURE, { type: 'g', value: types }]]),
  ] as const
  // Little endian, a method call, no flags, version 1 of the protocol.
  const head = writeValues(header, ['l'.charCodeAt(0), 1, 0, 1, body.length, serial, fields as Value])
  return Buffer.concat([padded(head, 8), body])
}

interface Message {
  type: number
  fields: ReadonlyMap<number, Value>
  /** Read when it is asked for: of what else the bus says, the types may be others. */
  readBody(): Value[]
}

/** Skips what else the bus says. */
async function replyTo(messages: AsyncIterator<Message>, serial: number): Promise<Value[]> {
  for (;;) {
    const { done, value: message } = await messages.next()
    if (done) throw new Error('the bus has closed the connection')
    const { type, fields, readBody } = message
    if (fields.get(REPLY_SERIAL) !== serial) continue
    if (type === METHOD_RETURN) return readBody()
    if (type === ERROR) throw new BusRefusal(String(readBody()[0] ?? fields.get(ERROR_NAME)))
  }
}

async function* readMessages(chunks: Chunks): AsyncGenerator<Message> {
  let bytes: Buffer = Buffer.alloc(0)
  for (;;) {
    const size = messageSize(bytes)
    if (size === undefined || bytes.length < size) {
      bytes = Buffer.concat([bytes, await nextChunk(chunks)])
      continue
    }
    yield parseMessage(bytes.subarray(0, size))
    bytes = bytes.subarray(size)
  }
}

/** Undefined before as much is there as says it. */
function messageSize(bytes: Buffer): number | undefined {
  if (bytes.length < 16) return undefined
  const [bodyLength, , fieldsLength] = readValues('uuu', bytes.subarray(4, 16), isLittle(bytes)).map(Number)
  const head = 16 + (fieldsLength ?? 0)
  return head + paddingAt(head, 8) + (bodyLength ?? 0)
}

function parseMessage(bytes: Buffer): Message {
  const little = isLittle(bytes)
  const { values, end } = readOnly(header, bytes, little)
  const fields = new Map((values[6] as [number, { value: Value }][]).map(([key, { value }]) => [key, value]))
  const start = end + paddingAt(end, 8)
  const readBody = () => readValues(String(fields.get(SIGNATURE) ?? ''), bytes.subarray(start), little)
  return { type: Number(values[1]), fields, readBody }
}

/** By the order of the bytes that the sender says it has. */
function isLittle(message: Buffer): boolean {
  return message[0] === 'l'.charCodeAt(0)
}
