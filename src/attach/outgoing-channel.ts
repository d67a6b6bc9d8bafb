import { createBufferCollector } from './buffer-collector.ts'
import {
  closeFrame,
  type DataChannel,
  dataFrame,
  FrameError,
  MAX_DATA_BYTES,
  WINDOW_BYTES,
} from './frames.ts'
import type { ReplayBuffer } from './replay-buffer.ts'

/**
 * How far one peer has got with one channel. Sends what the buffer holds as far as the window allows. The first write leaves
 * at once, as a lone keystroke must; what follows it while the same event is served leaves together behind that, so the many small
 * pieces of what was read in one go cost two messages.
 */
export class OutgoingChannel {
  readonly #of: DataChannel
  readonly #source: ReplayBuffer
  readonly #send: (frame: Buffer) => void
  readonly #onSkip: ((offset: number) => void) | undefined
  readonly #collect = createBufferCollector()
  #sent: number
  #acknowledged: number
  #isClosed = false
  #isPacing = false

  /** `from`: the offset of the first byte to send. `onSkip`: told first where bytes were lost to a peer that was too slow. */
  constructor(
    of: DataChannel,
    source: ReplayBuffer,
    send: (frame: Buffer) => void,
    { from = 0, onSkip }: { from?: number; onSkip?: (offset: number) => void } = {},
  ) {
    this.#of = of
    this.#source = source
    this.#send = send
    this.#onSkip = onSkip
    this.#sent = from
    this.#acknowledged = from
  }

  get acknowledged(): number {
    return this.#acknowledged
  }

  /** The peer has been sent all there will ever be. */
  get isDone(): boolean {
    return this.#isClosed
  }

  /** Call after something was written to the buffer, or it was closed. */
  flush(): void {
    if (this.#isPacing) return
    this.#sendWhatFits()
    this.#isPacing = true
    process.nextTick(() => {
      this.#isPacing = false
      if (this.#hasMore()) this.flush()
    })
  }

  /** The peer has consumed this many bytes since the session began. Throws a FrameError. */
  acknowledge(offset: number): void {
    if (offset > this.#sent) throw new FrameError(`acknowledge of ${this.#of} out of range`)
    // Less than before was on its way when the peer was told of a gap.
    this.#acknowledged = Math.max(this.#acknowledged, offset)
    if (this.#hasMore()) this.flush()
  }

  /** The peer came back by a new connection, having received this much: goes on from there. Throws a FrameError. */
  resume(offset: number): void {
    if (offset < this.#acknowledged || offset > this.#sent)
      throw new FrameError(`${this.#of} can't go on from ${offset}`)
    this.#sent = offset
    this.#acknowledged = offset
    this.#isClosed = false
    this.flush()
  }

  #sendWhatFits(): void {
    for (let room = this.#room(); room > 0; room = this.#room()) {
      const slices = this.#source.slices(this.#sent, Math.min(room, MAX_DATA_BYTES))
      if (slices.length === 0) break
      this.#send(dataFrame(this.#of, slices))
      for (const { length } of slices) {
        this.#sent += length
        this.#collect(length)
      }
    }
    if (this.#isClosed || !this.#source.isClosed || this.#sent < this.#source.end) return
    this.#isClosed = true
    this.#send(closeFrame(this.#of))
  }

  #room(): number {
    const gap = this.#source.start - this.#sent
    if (gap > 0) {
      this.#sent += gap
      this.#acknowledged += gap
      this.#onSkip?.(this.#sent)
    }
    return WINDOW_BYTES - (this.#sent - this.#acknowledged)
  }

  #hasMore(): boolean {
    const isBehind = this.#sent < this.#source.end
    return isBehind ? this.#room() > 0 : this.#source.isClosed && !this.#isClosed
  }
}
