import { createConnection, type Socket } from 'node:net'
import type { Env } from './surroundings.ts'

/** Of the person's secrets, as Linux desktops keep them. `silent`: something is there and does not answer. */
export type SecretServiceState = 'unlocked' | 'locked' | 'none' | 'silent'

/**
 * Asks whether a Secret Service is there, and its keyring open, before the library is let at it: that one waits without end for a
 * bus that says nothing, and for somebody to answer a question on a screen that may be elsewhere; and a thread that waits can't be
 * stopped. A few messages of D-Bus by ourselves (https://dbus.freedesktop.org/doc/dbus-specification.html) take a millisecond or
 * two. `patience` is in milliseconds.
 */
export async function findSecretServiceState(
  env: Env,
  { patience = 2_000 }: { patience?: number } = {},
): Promise<SecretServiceState> {
  const path = socketPath(env)
  if (path === undefined) return 'none'
  const socket = createConnection(path)
  try {
    return await within(patience, askWhetherLocked(socket))
  } catch {
    return 'none'
  } finally {
    socket.destroy()
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

async function within(
  milliseconds: number,
  answer: Promise<SecretServiceState>,
): Promise<SecretServiceState> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<'silent'>((resolve) => {
    timer = setTimeout(resolve, milliseconds, 'silent')
  })
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer))
}

/** The default collection's `Locked`; the service is started by the bus where it can be. */
async function askWhetherLocked(socket: Socket): Promise<SecretServiceState> {
  const user = Buffer.from(String(process.getuid?.() ?? '')).toString('hex')
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
  const chunks = socket[Symbol.asyncIterator]()
  if (!(await nextChunk(chunks)).toString('latin1').startsWith('OK ')) return 'none'
  const bus = { path: '/org/freedesktop/DBus', destination: 'org.freedesktop.DBus' }
  const collection = {
    path: '/org/freedesktop/secrets/aliases/default',
    destination: 'org.freedesktop.secrets',
  }
  socket.write('BEGIN\r\n')
  socket.write(methodCall(1, { ...bus, interface: 'org.freedesktop.DBus', member: 'Hello' }, []))
  const get = { ...collection, interface: 'org.freedesktop.DBus.Properties', member: 'Get' }
  socket.write(methodCall(2, get, ['org.freedesktop.Secret.Collection', 'Locked']))
  return readReply(chunks, 2)
}

type Chunks = AsyncIterator<Buffer>

async function nextChunk(chunks: Chunks): Promise<Buffer> {
  const { done, value } = await chunks.next()
  if (done) throw new Error('the bus has closed the connection')
  return value
}

interface Call {
  path: string
  destination: string
  interface: string
  member: string
}

/** A message whose arguments are strings. All fields begin at multiples of eight, numbers at multiples of their size. */
function methodCall(serial: number, call: Call, args: readonly string[]): Buffer {
  const body = args.reduce((before, it) => Buffer.concat([padded(before, 4), string(it)]), Buffer.alloc(0))
  const fields = [
    field(1, 'o', call.path),
    field(2, 's', call.interface),
    field(3, 's', call.member),
    field(6, 's', call.destination),
    ...(args.length === 0 ? [] : [signature('s'.repeat(args.length))]),
  ].reduce((before, it) => Buffer.concat([padded(before, 8), it]), Buffer.alloc(0))
  // Little endian, a method call, no flags, version 1 of the protocol.
  const head = Buffer.concat([Buffer.from('l\x01\0\x01', 'latin1'), uint32(body.length), uint32(serial)])
  return Buffer.concat([padded(Buffer.concat([head, uint32(fields.length), fields]), 8), body])
}

function field(code: number, type: string, value: string): Buffer {
  return Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), string(value)])
}

function signature(value: string): Buffer {
  return Buffer.from([8, 1, 'g'.charCodeAt(0), 0, value.length, ...Buffer.from(value), 0])
}

function string(value: string): Buffer {
  return Buffer.concat([uint32(Buffer.byteLength(value)), Buffer.from(`${value}\0`)])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function padded(bytes: Buffer, size: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((size - (bytes.length % size)) % size)])
}

const METHOD_RETURN = 2
const ERROR = 3

/** Skips what else the bus says. The replies come in the order of the calls: the bus knows nobody before Hello. */
async function readReply(chunks: Chunks, wanted: number): Promise<SecretServiceState> {
  let bytes: Buffer = Buffer.alloc(0)
  let replies = 0
  for (;;) {
    const size = messageSize(bytes)
    if (size === undefined || bytes.length < size) {
      bytes = Buffer.concat([bytes, await nextChunk(chunks)])
      continue
    }
    const type = bytes[1]
    if (type === METHOD_RETURN || type === ERROR) replies += 1
    if (replies === wanted) return type === ERROR ? 'none' : stateIn(bytes.subarray(0, size))
    bytes = bytes.subarray(size)
  }
}

/** Undefined before as much is there as says it. */
function messageSize(bytes: Buffer): number | undefined {
  if (bytes.length < 16) return undefined
  const head = 16 + reader(bytes)(12)
  return head + ((8 - (head % 8)) % 8) + reader(bytes)(4)
}

/** A variant that holds a boolean, which is the last number of the message. */
function stateIn(message: Buffer): SecretServiceState {
  return reader(message)(message.length - 4) === 0 ? 'unlocked' : 'locked'
}

/** By the order of the bytes that the sender says it has. */
function reader(message: Buffer): (offset: number) => number {
  const isLittle = message[0] === 'l'.charCodeAt(0)
  return (offset) => (isLittle ? message.readUInt32LE(offset) : message.readUInt32BE(offset))
}
