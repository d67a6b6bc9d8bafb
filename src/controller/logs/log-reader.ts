import type { LogLine } from '../domain/log-line.ts'
import type { LogFilter } from './app-logs.ts'
import { describeDropped } from './dropped-lines.ts'
import { isWanted } from './log-filter.ts'

/** One who follows an app's log: a bounded buffer between who writes and who reads. */
export class LogReader {
  readonly #filter: LogFilter
  readonly #capacity: number
  readonly #lines: LogLine[] = []
  #lost = 0
  #lostSince = new Date(0)
  #lastLost = new Date(0)
  #isEnded = false
  #wake: () => void = () => {}

  constructor(filter: LogFilter, capacity: number) {
    this.#filter = filter
    this.#capacity = capacity
  }

  push(line: LogLine): void {
    if (this.#isEnded || !isWanted(line, this.#filter)) return
    // Once lines are lost, more are until the reader has been told: so the note stands where the gap is.
    if (this.#lost > 0 || this.#lines.length >= this.#capacity) this.#lose(line)
    else this.#lines.push(line)
    this.#wake()
  }

  /** What it has not read yet it may still read, or not: `now`. */
  end({ now }: { now: boolean }): void {
    this.#isEnded = true
    if (now) {
      this.#lines.length = 0
      this.#lost = 0
    }
    this.#wake()
  }

  async *read(): AsyncGenerator<LogLine> {
    for (;;) {
      for (let line = this.#take(); line; line = this.#take()) yield line
      if (this.#isEnded) return
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #take(): LogLine | undefined {
    const line = this.#lines.shift()
    if (line || this.#lost === 0) return line
    const note = describeDropped(this.#lost, this.#lostSince, this.#lastLost)
    this.#lost = 0
    return note
  }

  #lose(line: LogLine): void {
    if (this.#lost === 0) this.#lostSince = line.at
    this.#lost++
    this.#lastLost = line.at
  }
}
