import { createBufferCollector } from './buffer-collector.ts'
import { acknowledgeFrame, type DataChannel, FrameError, WINDOW_BYTES } from './frames.ts'

/** A stream's writable side, as far as a channel needs it. */
export interface Sink {
  readonly writable: boolean
  /** `taken`: it has done with the data, whether well or not. */
  write(data: Buffer, taken: () => void): unknown
}

/**
 * The other end of an outgoing channel: hands what arrives to a sink and tells the peer how far the sink has got,
 * once a quarter of the window. What a broken sink will not take counts as taken: nobody will ever want it.
 */
export class IncomingChannel {
  readonly #of: DataChannel
  readonly #sink: Sink
  readonly #send: (frame: Buffer) => void
  readonly #collect = createBufferCollector()
  #received = 0
  #taken = 0
  #acknowledged = 0

  constructor(of: DataChannel, sink: Sink, send: (frame: Buffer) => void) {
    this.#of = of
    this.#sink = sink
    this.#send = send
  }

  /** Where the next byte belongs. */
  get offset(): number {
    return this.#received
  }

  /** Throws a FrameError for more than the window holds. */
  receive(data: Buffer): void {
    this.#count(data)
    // The sink may give its memory back: then it has no length any more.
    const { length } = data
    if (this.#sink.writable) this.#sink.write(data, () => this.#take(length))
    else this.#take(length)
  }

  /** The same for what nobody wants. */
  discard(data: Buffer): void {
    this.#count(data)
    this.#take(data.length)
  }

  /** The peer goes on from a later offset: what lies before it is lost, or was before our time. */
  skipTo(offset: number): void {
    const gap = offset - this.#received
    this.#received += gap
    this.#taken += gap
    this.#acknowledged += gap
  }

  /** The peer is a new connection that goes on at our offset, and counts its window from there. */
  resume(): void {
    this.#acknowledged = this.#received
  }

  #count({ length }: Buffer): void {
    this.#collect(length)
    this.#received += length
    if (this.#received - this.#acknowledged > WINDOW_BYTES)
      throw new FrameError(`more on ${this.#of} than its window holds`)
  }

  #take(length: number): void {
    this.#taken += length
    if (this.#taken - this.#acknowledged < WINDOW_BYTES / 4) return
    this.#acknowledged = this.#taken
    this.#send(acknowledgeFrame(this.#of, this.#taken))
  }
}
