import type { Writable } from 'node:stream'
import { acknowledgeFrame, type DataChannel, FrameError, WINDOW_BYTES } from './frames.ts'

export interface IncomingChannel {
  receive(data: Buffer): void
  /** Resolves when the sink has taken all that was received so far. */
  consumed(): Promise<void>
}

/**
 * The other end of an outgoing channel: hands what arrives to a sink and tells the peer how far the sink has got,
 * once a quarter of the window. What a broken sink will not take counts as taken: nobody will ever want it.
 */
export function incomingChannel(
  of: DataChannel,
  sink: Writable,
  send: (frame: Buffer) => void,
): IncomingChannel {
  let received = 0
  let taken = 0
  let acknowledged = 0
  const onIdle: (() => void)[] = []

  const take = (length: number) => {
    taken += length
    if (taken - acknowledged >= WINDOW_BYTES / 4) {
      acknowledged = taken
      send(acknowledgeFrame(of, taken))
    }
    if (taken === received) for (const resolve of onIdle.splice(0)) resolve()
  }

  return {
    receive(data) {
      received += data.length
      if (received - acknowledged > WINDOW_BYTES) throw new FrameError(`more on ${of} than its window holds`)
      if (sink.writable) sink.write(data, () => take(data.length))
      else take(data.length)
    },
    consumed: () =>
      taken === received ? Promise.resolve() : new Promise((resolve) => void onIdle.push(resolve)),
  }
}
