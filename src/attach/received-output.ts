import { Readable } from 'node:stream'

/** What comes by a channel, to be read as a stream. Each piece counts as taken while there is room for more, or once there is again. */
export class ReceivedOutput extends Readable {
  #untaken: (() => void)[] = []
  #hasEnded = false

  get writable(): boolean {
    return !this.#hasEnded && !this.destroyed
  }

  write(data: Buffer, taken: () => void): void {
    if (this.push(data)) taken()
    else this.#untaken.push(taken)
  }

  end(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.push(null)
  }

  override _read(): void {
    for (const taken of this.#untaken.splice(0)) taken()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this._read()
    done(error)
  }
}
