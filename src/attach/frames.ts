import { constants } from 'node:os'

/**
 * The messages of a session: one binary websocket message is one frame, its first byte names the channel and the rest
 * belongs to that channel. Numbers 0 to 4 and 255 are those of Kubernetes' remotecommand protocol
 * (k8s.io/apimachinery/pkg/util/remotecommand, v5.channel.k8s.io); 5 and 6 are ours. docs/attach-protocol.md says it all.
 */
export const SUBPROTOCOL = 'qp.attach.v1'

/** The same frames for a TCP connection to a port of a dyno: `carry-connection.ts`. */
export const FORWARD_SUBPROTOCOL = 'qp.forward.v1'

/**
 * How far a channel may run ahead of its reader, in bytes. Whoever sends keeps what was not acknowledged below it, so
 * neither end ever holds more, and never has to stop reading the socket, where signals and the end must get through.
 */
export const WINDOW_BYTES = 1024 * 1024

/** Data bytes in one frame; more is cut up. Keeps a signal from waiting long behind a frame on a slow line. */
export const MAX_DATA_BYTES = 64 * 1024

const STATUS = 3
const RESIZE = 4
const SIGNAL = 5
const ACKNOWLEDGE = 6
const CLOSE = 255

const dataChannels = ['stdin', 'stdout', 'stderr'] as const
export type DataChannel = (typeof dataChannels)[number]

/** In characters, each at least 1. */
export interface TerminalSize {
  columns: number
  rows: number
}

/**
 * Why a process is at its end. A client takes one it does not know for `exited`. `connection-lost` is never sent: it is
 * what a client makes of a connection that does not come back.
 */
export const endReasons = [
  'exited',
  'out-of-memory',
  'timed-out',
  'stopped',
  'not-started',
  'dyno-gone',
  'controller-gone',
  'connection-lost',
] as const
export type EndReason = (typeof endReasons)[number]

/** `signal` where it is known that one ended it; `message` where the code does not say it all. */
export interface ProcessEnd {
  exitCode: number
  reason: EndReason
  signal?: string
  message?: string
}

/** Codes for ends that are not the process's own: 124 as timeout(1) has it, 255 as ssh(1). */
export const endCodes = { timedOut: 124, dynoGone: 253, controllerGone: 254, connectionLost: 255 } as const

/** What is said of a process that was ended because its time was over. `seconds`: what it had. */
export function timedOut(seconds: number) {
  const message = `timed out: it may run for ${seconds} seconds`
  return { exitCode: endCodes.timedOut, reason: 'timed-out', message } as const
}

/** The first frame of a connection: where each channel goes on, and whether this client is the one that types. */
export interface Attached {
  status: 'attached'
  /** Bytes of this client's input that have arrived. */
  stdin: number
  /** Offset of the first byte of output that will come. */
  stdout: number
  stderr: number
  types: boolean
}

export type Status =
  | Attached
  | { status: 'started' }
  /** Output was lost to a client that was too slow; the channel goes on at `offset`. Who types loses none but at a stop. */
  | { status: 'skipped'; of: DataChannel; offset: number }
  /** Another client types from now on. */
  | { status: 'watching' }
  | ({ status: 'ended' } & ProcessEnd)

export type Frame =
  | { channel: 'data'; of: DataChannel; data: Buffer }
  | { channel: 'status'; status: Status | undefined }
  | { channel: 'resize'; size: TerminalSize }
  | { channel: 'signal'; signal: NodeJS.Signals }
  | { channel: 'acknowledge'; of: DataChannel; offset: number }
  | { channel: 'close'; of: DataChannel }

/** The peer does not keep to the protocol. Its message is fit to be sent back as the reason of the socket's close. */
export class FrameError extends Error {
  override readonly name = 'FrameError'
}

/** Small writes that came together leave together. */
export function dataFrame(of: DataChannel, chunks: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Uint8Array.of(dataChannels.indexOf(of)), ...chunks])
}

export function statusFrame(status: Status): Buffer {
  if (status.status !== 'skipped') return jsonFrame(STATUS, status)
  const { of, offset } = status
  return jsonFrame(STATUS, { status: 'skipped', channel: dataChannels.indexOf(of), offset })
}

export function resizeFrame(size: TerminalSize): Buffer {
  return jsonFrame(RESIZE, size)
}

export function signalFrame(signal: NodeJS.Signals): Buffer {
  return jsonFrame(SIGNAL, { signal })
}

/** `offset` counts the channel's bytes that were consumed since the session began. */
export function acknowledgeFrame(of: DataChannel, offset: number): Buffer {
  return jsonFrame(ACKNOWLEDGE, { channel: dataChannels.indexOf(of), offset })
}

/** No more bytes on this channel: the end of stdin, most of all. */
export function closeFrame(of: DataChannel): Buffer {
  return Buffer.of(CLOSE, dataChannels.indexOf(of))
}

/** Undefined where the message that begins so is no data. */
export function dataChannelOf([number]: Buffer): DataChannel | undefined {
  return number === undefined ? undefined : dataChannels[number]
}

/** Throws a FrameError. */
export function decodeFrame(message: Buffer): Frame {
  const [number] = message
  if (number === undefined) throw new FrameError('empty message')
  const payload = message.subarray(1)
  const of = dataChannelOf(message)
  if (of) return { channel: 'data', of, data: payload }
  if (number === STATUS) return { channel: 'status', status: readStatus(readJson(payload, 'status')) }
  if (number === RESIZE) return { channel: 'resize', size: readSize(readJson(payload, 'resize')) }
  if (number === SIGNAL) return { channel: 'signal', signal: readSignal(readJson(payload, 'signal')) }
  if (number === ACKNOWLEDGE) return readAcknowledge(readJson(payload, 'acknowledge'))
  if (number === CLOSE && payload.length === 1) return { channel: 'close', of: readChannel(payload[0]) }
  throw new FrameError(number === CLOSE ? 'close names one channel' : `no such channel: ${number}`)
}

function jsonFrame(channel: number, value: object): Buffer {
  return Buffer.concat([Uint8Array.of(channel), Buffer.from(JSON.stringify(value))])
}

type Fields = Readonly<Record<string, unknown>>

function readJson(payload: Buffer, what: string): Fields {
  try {
    const value: unknown = JSON.parse(payload.toString())
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {}
  throw new FrameError(`${what} is no JSON object`)
}

/** Undefined for a status of a later version, which is none of our business. */
function readStatus(fields: Fields): Status | undefined {
  const { status } = fields
  if (typeof status !== 'string') throw new FrameError('status has no status')
  if (status === 'started' || status === 'watching') return { status }
  if (status === 'attached') return readAttached(fields)
  if (status === 'ended') return readEnd(fields)
  if (status !== 'skipped') return undefined
  return { status, of: readChannel(fields['channel']), offset: readOffset(fields['offset']) }
}

function readAttached({ stdin, stdout, stderr, types }: Fields): Attached {
  const offsets = { stdin: readOffset(stdin), stdout: readOffset(stdout), stderr: readOffset(stderr) }
  return { status: 'attached', ...offsets, types: types === true }
}

function readEnd({ exitCode, reason, signal, message }: Fields): Status {
  if (!isWholeNumber(exitCode, 0, 255)) throw new FrameError('status has no exitCode from 0 to 255')
  return {
    status: 'ended',
    exitCode,
    reason: endReasons.find((known) => known === reason) ?? 'exited',
    ...(typeof signal === 'string' ? { signal } : {}),
    ...(typeof message === 'string' ? { message } : {}),
  }
}

/** 65535 is what a pty can hold (struct winsize, tty_ioctl(4)). */
function readSize({ columns, rows }: Fields): TerminalSize {
  if (isWholeNumber(columns, 1, 65535) && isWholeNumber(rows, 1, 65535)) return { columns, rows }
  throw new FrameError('resize needs columns and rows from 1 to 65535')
}

function readSignal({ signal }: Fields): NodeJS.Signals {
  if (typeof signal === 'string' && isSignal(signal)) return signal
  throw new FrameError('signal is no name of a signal')
}

function isSignal(name: string): name is NodeJS.Signals {
  return Object.hasOwn(constants.signals, name)
}

function readAcknowledge({ channel, offset }: Fields): Frame {
  return { channel: 'acknowledge', of: readChannel(channel), offset: readOffset(offset) }
}

function readOffset(offset: unknown): number {
  if (isWholeNumber(offset, 0, Number.MAX_SAFE_INTEGER)) return offset
  throw new FrameError('no offset where there must be one')
}

function readChannel(number: unknown): DataChannel {
  const of = typeof number === 'number' ? dataChannels[number] : undefined
  if (of) return of
  throw new FrameError('no such data channel')
}

function isWholeNumber(value: unknown, from: number, to: number): value is number {
  return Number.isSafeInteger(value) && Number(value) >= from && Number(value) <= to
}
