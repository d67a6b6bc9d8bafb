import type { LogLine } from '../domain/log-line.ts'
import { describeDropped } from '../logs/dropped-lines.ts'

export interface BufferSize {
  lines: number
  /** Of the lines' texts. */
  bytes: number
}

/** What a drain keeps while its receiver is away. Far more than a healthy one ever has waiting. */
export const drainBufferSize: BufferSize = { lines: 5000, bytes: 2 * 1024 * 1024 }

/** What is sent at a time. */
export const batchSize: BufferSize = { lines: 500, bytes: 256 * 1024 }

/** Lines that wait for a drain. The oldest give way to the newest, and a line in their place says how many they were. */
export class DrainBuffer {
  readonly #size: BufferSize
  #lines: LogLine[] = []
  #bytes = 0
  #dropped = 0
  #droppedSince = new Date(0)

  constructor(size: BufferSize) {
    this.#size = size
  }

  get isEmpty(): boolean {
    return this.#lines.length === 0 && this.#dropped === 0
  }

  push(line: LogLine): void {
    this.#lines.push(line)
    this.#bytes += bytesOf(line)
    this.#fit()
  }

  /** What is to be said of the lines that were dropped since the last batch was taken. */
  describeLoss(now: Date): LogLine | undefined {
    return this.#dropped === 0 ? undefined : describeDropped(this.#dropped, this.#droppedSince, now)
  }

  /** The oldest, as many as go together, with a note before them where some were dropped. */
  take({ lines, bytes }: BufferSize, now: Date): LogLine[] {
    const loss = this.describeLoss(now)
    const batch: LogLine[] = loss ? [loss] : []
    this.#dropped = 0
    let size = 0
    while (batch.length < lines) {
      const [line] = this.#lines
      if (!line || (size > 0 && size + bytesOf(line) > bytes)) break
      size += bytesOf(line)
      this.#remove()
      batch.push(line)
    }
    return batch
  }

  #fit(): void {
    while (this.#lines.length > this.#size.lines || this.#bytes > this.#size.bytes) {
      const line = this.#remove()
      if (!line) return
      if (this.#dropped === 0) this.#droppedSince = line.at
      this.#dropped += 1
    }
  }

  #remove(): LogLine | undefined {
    const line = this.#lines.shift()
    if (line) this.#bytes -= bytesOf(line)
    return line
  }
}

function bytesOf({ text }: LogLine): number {
  return Buffer.byteLength(text)
}
