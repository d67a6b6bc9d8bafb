import type { Readable } from 'node:stream'
import { WINDOW_BYTES } from './frames.ts'
import { ReplayBuffer } from './replay-buffer.ts'

/**
 * One output of a process, read into what can be replayed. It is read as far as who types has acknowledged and a window
 * more: then the process waits, as it does for a full pipe. Where nobody types it runs free, and the oldest is forgotten.
 */
export class SessionOutput {
  readonly replay = new ReplayBuffer()
  /** Resolves when all of it was read. */
  readonly drained: Promise<void>
  readonly #onMore: () => void
  readonly #drain = Promise.withResolvers<void>()
  #source: Readable | null = null
  #limit = Number.POSITIVE_INFINITY
  #isFree = false

  /** `onMore`: something was read, or the end was. */
  constructor(onMore: () => void) {
    this.#onMore = onMore
    this.drained = this.#drain.promise
  }

  /** Null where there is no such output. A stream that breaks has ended. */
  read(source: Readable | null): void {
    this.#source = source
    const close = () => this.close()
    // It may have ended before anybody asked.
    if (!source || source.readableEnded || source.destroyed) {
      this.close()
      return
    }
    source.on('data', (chunk: Buffer) => this.#take(chunk))
    for (const event of ['end', 'error', 'close'] as const) source.on(event, close)
    this.#pace()
  }

  close(): void {
    if (this.replay.isClosed) return
    this.replay.close()
    this.#drain.resolve()
    this.#onMore()
  }

  /** `acknowledged`: how far whoever types has got; undefined where nobody does. */
  follow(acknowledged: number | undefined): void {
    this.#limit = acknowledged === undefined ? Number.POSITIVE_INFINITY : acknowledged + WINDOW_BYTES
    this.#pace()
  }

  /**
   * From now on whoever reads nothing for so long, in ms, does not hold the process up any more: it runs free. Returns its own end.
   */
  endStalls(patience: number): () => void {
    let seen = this.#limit
    const timer = setInterval(() => {
      this.#isFree ||= this.replay.end >= seen && this.#limit === seen
      seen = this.#limit
      this.#pace()
    }, patience)
    return () => clearInterval(timer)
  }

  #take(chunk: Buffer): void {
    this.replay.append(chunk)
    this.#pace()
    this.#onMore()
  }

  #pace(): void {
    if (!this.#isFree && this.replay.end >= this.#limit) this.#source?.pause()
    else if (this.#source?.isPaused()) this.#source.resume()
  }
}
