import { Writable } from 'node:stream'
import {
  closeFrame,
  type DataChannel,
  dataFrame,
  FrameError,
  MAX_DATA_BYTES,
  WINDOW_BYTES,
} from './frames.ts'

export interface OutgoingChannel {
  /** What is written here arrives on the peer's side of the channel; its end closes the channel there. */
  readonly stream: Writable
  /** The peer has consumed this many bytes since the session began. */
  acknowledge(offset: number): void
}

/**
 * One direction of a session as a stream with back-pressure: it takes no more once the peer is a window behind.
 *
 * What is written while a message is on its way is gathered into the next (`writev`), so a process that writes byte by
 * byte costs a message per turn of the event loop, while a lone keystroke leaves at once.
 */
export function outgoingChannel(of: DataChannel, send: (frame: Buffer) => void): OutgoingChannel {
  let sent = 0
  let acknowledged = 0
  let onRoom: (() => void) | undefined

  const deliver = (chunks: readonly Buffer[], done: () => void) => {
    const room = Math.min(WINDOW_BYTES - (sent - acknowledged), MAX_DATA_BYTES)
    if (room <= 0) {
      onRoom = () => deliver(chunks, done)
      return
    }
    const { fits, rest } = splitAt(chunks, room)
    if (fits.length > 0) send(dataFrame(of, fits))
    sent += byteLength(fits)
    if (rest.length > 0) deliver(rest, done)
    else setImmediate(done)
  }

  const stream = new Writable({
    highWaterMark: MAX_DATA_BYTES,
    write: (chunk: Buffer, _encoding, done) => deliver([chunk], done),
    writev: (chunks: { chunk: Buffer }[], done) => {
      deliver(
        chunks.map(({ chunk }) => chunk),
        done,
      )
    },
    final(done) {
      send(closeFrame(of))
      done()
    },
  })

  const acknowledge = (offset: number) => {
    if (offset > sent || offset < acknowledged) throw new FrameError(`acknowledge of ${of} out of range`)
    acknowledged = offset
    const goOn = onRoom
    onRoom = undefined
    goOn?.()
  }
  return { stream, acknowledge }
}

function splitAt(chunks: readonly Buffer[], length: number) {
  const fits: Buffer[] = []
  const rest: Buffer[] = []
  let room = length
  for (const chunk of chunks) {
    if (room > 0 && chunk.length > 0) fits.push(chunk.subarray(0, room))
    if (chunk.length > room) rest.push(chunk.subarray(room))
    room = Math.max(0, room - chunk.length)
  }
  return { fits, rest }
}

function byteLength(chunks: readonly Buffer[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0)
}
