import type { LogLine } from '../domain/log-line.ts'
import type { LogFilter } from './app-logs.ts'
import { describeDropped } from './dropped-lines.ts'
import { isWanted } from './log-filter.ts'
import { LogReader } from './log-reader.ts'
import { parseRecord, renderRecord, splitLine } from './log-record.ts'
import { LogRing, type RingSize } from './log-ring.ts'

/** Lines that wait for a slow disk are bounded. Characters. */
const mostWaiting = 4 * 1024 * 1024
const readerCapacity = 2000

interface Batch {
  records: string[]
  size: number
}

/** One app's log. Reads and writes take turns; what is appended meanwhile is written in one go. */
export class AppLog {
  readonly #ring: LogRing
  readonly #readers = new Set<LogReader>()
  #turn: Promise<unknown> = Promise.resolve()
  #batch: Batch | undefined
  #waiting = 0
  #dropped = 0
  #droppedSince = new Date(0)

  constructor(dir: string, size: RingSize) {
    this.#ring = new LogRing(dir, size)
  }

  append(line: LogLine): void {
    for (const piece of splitLine(line)) {
      for (const reader of this.#readers) reader.push(piece)
      const record = renderRecord(piece)
      if (this.#waiting + record.length > mostWaiting) this.#drop(1, piece.at)
      else this.#add(record, piece.at)
    }
  }

  read(lines: number, filter: LogFilter): Promise<LogLine[]> {
    // What is appended from here on is written after this turn, and so is not read in it.
    this.#batch = undefined
    return this.#inTurn(async () => {
      const found: LogLine[] = []
      if (lines <= 0) return found
      for await (const record of this.#ring.readBackwards()) {
        const line = parseRecord(record)
        if (!line || !isWanted(line, filter)) continue
        if (found.push(line) >= lines) break
      }
      return found.reverse()
    })
  }

  /** Counts from the call on, not from when the reading begins. */
  follow(filter: LogFilter, signal: AbortSignal): AsyncIterable<LogLine> {
    const reader = new LogReader(filter, readerCapacity)
    const stop = () => {
      this.#readers.delete(reader)
      reader.end({ now: true })
    }
    if (signal.aborted) stop()
    else this.#readers.add(reader)
    signal.addEventListener('abort', stop, { once: true })
    return reader.read()
  }

  async flush(): Promise<void> {
    await this.#turn
  }

  async close(): Promise<void> {
    for (const reader of this.#readers) reader.end({ now: false })
    this.#readers.clear()
    await this.#turn
  }

  remove(): Promise<void> {
    for (const reader of this.#readers) reader.end({ now: false })
    this.#readers.clear()
    return this.#inTurn(() => this.#ring.remove())
  }

  #add(record: string, at: Date): void {
    this.#batch ??= this.#openBatch()
    if (this.#dropped > 0) {
      this.#batch.records.push(renderRecord(describeDropped(this.#dropped, this.#droppedSince, at)))
      this.#dropped = 0
    }
    this.#batch.records.push(record)
    this.#batch.size += record.length
    this.#waiting += record.length
  }

  #openBatch(): Batch {
    const batch: Batch = { records: [], size: 0 }
    void this.#inTurn(async () => {
      if (this.#batch === batch) this.#batch = undefined
      try {
        await this.#ring.append(batch.records.join(''), batch.records.length)
      } catch {
        // A full disk must not end the controller; the gap is told as soon as there is room again.
        this.#drop(batch.records.length, new Date())
      }
      this.#waiting -= batch.size
    })
    return batch
  }

  #drop(count: number, at: Date): void {
    if (this.#dropped === 0) this.#droppedSince = at
    this.#dropped += count
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(act)
    this.#turn = turn.catch(() => undefined)
    return turn
  }
}
