import { WINDOW_BYTES } from './frames.ts'

/** What a sender may hold beyond a window: the rest of the chunk that filled it. */
const SLACK_BYTES = 256 * 1024

/** What it begins with: most sessions never say more. */
const FIRST_BYTES = 4096

/**
 * The newest bytes of one channel, each by its offset since the session began, so that a peer that comes back, or comes
 * late, is told what it missed. Holds a little more than a window; memory grows with what was written, up to that.
 */
export class ReplayBuffer {
  readonly #capacity: number
  #ring = Buffer.alloc(0)
  #end = 0
  #closed = false

  constructor(capacity = WINDOW_BYTES + SLACK_BYTES) {
    this.#capacity = capacity
  }

  /** Offset of the oldest byte that is still here. */
  get start(): number {
    return Math.max(0, this.#end - this.#ring.length)
  }

  /** Offset behind the newest byte. */
  get end(): number {
    return this.#end
  }

  /** Nothing more will come. */
  get isClosed(): boolean {
    return this.#closed
  }

  close(): void {
    this.#closed = true
  }

  append(data: Buffer): void {
    this.#grow(this.#end + data.length)
    const size = this.#ring.length
    const kept = data.subarray(Math.max(0, data.length - size))
    const at = (this.#end + data.length - kept.length) % Math.max(1, size)
    const untilWrap = Math.min(kept.length, size - at)
    kept.copy(this.#ring, at, 0, untilWrap)
    kept.copy(this.#ring, 0, untilWrap)
    this.#end += data.length
  }

  /** Views of up to `most` bytes from this offset on, which must lie between start and end. Use them before the next append. */
  slices(offset: number, most: number): Buffer[] {
    const length = Math.min(most, this.#end - offset)
    if (length <= 0) return []
    const at = offset % this.#ring.length
    const first = this.#ring.subarray(at, at + length)
    return first.length === length ? [first] : [first, this.#ring.subarray(0, length - first.length)]
  }

  /** Doubles until all fits that was ever written, or it is as large as it may be. Nothing has wrapped until then. */
  #grow(wanted: number): void {
    if (this.#ring.length === this.#capacity || wanted <= this.#ring.length) return
    let size = Math.max(FIRST_BYTES, this.#ring.length)
    while (size < wanted) size *= 2
    const ring = Buffer.allocUnsafeSlow(Math.min(size, this.#capacity))
    this.#ring.copy(ring, 0, 0, this.#end)
    this.#ring = ring
  }
}
