import { Writable } from 'node:stream'
import { MAX_DATA_BYTES, WINDOW_BYTES } from './frames.ts'
import type { OutgoingChannel } from './outgoing-channel.ts'
import type { ReplayBuffer } from './replay-buffer.ts'

export interface PacedInput {
  /** Takes no more while the peer is a window behind. Its end closes the channel. */
  readonly stream: Writable
  /** The peer has acknowledged more. */
  onRoom(): void
}

/** What is written goes into the buffer, which keeps it until it was acknowledged, and out by the channel. */
export function pacedInput(buffer: ReplayBuffer, channel: OutgoingChannel): PacedInput {
  let goOn: (() => void) | undefined

  const put = (chunk: Buffer, done: () => void) => {
    const room = WINDOW_BYTES - (buffer.end - channel.acknowledged)
    if (room <= 0) {
      goOn = () => put(chunk, done)
      return
    }
    buffer.append(chunk.subarray(0, room))
    channel.flush()
    if (chunk.length > room) put(chunk.subarray(room), done)
    else done()
  }
  const stream = new Writable({
    highWaterMark: 4 * MAX_DATA_BYTES,
    write: (chunk: Buffer, _encoding, done) => put(chunk, done),
    final(done) {
      buffer.close()
      channel.flush()
      done()
    },
  })
  const onRoom = () => {
    const again = goOn
    goOn = undefined
    again?.()
  }
  return { stream, onRoom }
}
