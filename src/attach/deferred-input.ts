import { Writable } from 'node:stream'
import { giveBack } from './spent-bytes.ts'

/**
 * Input for a process that may not run yet: it is kept until there is one. What is written belongs to this stream, and its memory is given
 * back when the process has taken it. For one that has closed its input, what still comes is thrown away.
 */
export class DeferredInput extends Writable {
  #target: Writable | undefined
  #begin: (() => void) | undefined

  constructor() {
    super()
    this.on('error', () => {})
  }

  connect(target: Writable): void {
    this.#target = target
    target.once('close', () => this.destroy())
    target.on('error', () => this.destroy())
    if (target.destroyed) this.destroy()
    this.#begin?.()
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const target = this.#target
    if (!target) {
      this.#begin = () => this._write(chunk, encoding, done)
      return
    }
    target.write(chunk, (error) => {
      giveBack(chunk)
      done(error)
    })
  }

  override _final(done: () => void): void {
    if (this.#target) this.#target.end(done)
    else this.#begin = () => this._final(done)
  }
}
