import { setTimeout as sleep } from 'node:timers/promises'
import type { LogLine } from '../domain/log-line.ts'
import { type BufferSize, batchSize, DrainBuffer, drainBufferSize } from './drain-buffer.ts'
import type { DrainTransport } from './drain-transport.ts'
import { DrainTrouble, type TellOfDrain } from './drain-trouble.ts'

export interface DrainSenderOptions {
  transport: DrainTransport
  /** What the app's log is told; it must not come back to a drain. */
  tell: TellOfDrain
  now: () => Date
  newId: () => string
  size?: BufferSize
  /** In ms before the 2nd try; it doubles with each, up to `mostRetryDelay`. */
  retryDelay?: number
}

const mostRetryDelay = 30_000

interface Batch {
  id: string
  lines: readonly LogLine[]
}

/** Sends what is pushed, in order, batch after batch; what the receiver does not take is kept, as much as there is room for. */
export class DrainSender {
  readonly #options: DrainSenderOptions
  readonly #buffer: DrainBuffer
  readonly #trouble: DrainTrouble
  /** What is on its way, or is sent again. */
  #batch: Batch | undefined
  #failures = 0
  #isClosing = false
  readonly #ended = new AbortController()
  readonly #closing = new AbortController()
  #wake: () => void = () => {}
  readonly #done: Promise<void>

  /** `kept` is what an earlier one could not send. */
  constructor(options: DrainSenderOptions, kept: readonly LogLine[] = []) {
    this.#options = options
    this.#buffer = new DrainBuffer(options.size ?? drainBufferSize)
    this.#trouble = new DrainTrouble(options.tell, options.now)
    for (const line of kept) this.#buffer.push(line)
    this.#done = this.#run()
  }

  push(line: LogLine): void {
    this.#buffer.push(line)
    this.#wake()
  }

  /** Tries once more to send what waits, until the signal at the latest; returns what was not sent, oldest first. */
  async close(signal: AbortSignal): Promise<LogLine[]> {
    this.#isClosing = true
    this.#closing.abort()
    this.#wake()
    const giveUp = () => this.#ended.abort()
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    await this.#done
    signal.removeEventListener('abort', giveUp)
    this.#options.transport.close()
    const all = { lines: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY }
    return [...(this.#batch?.lines ?? []), ...this.#buffer.take(all, this.#options.now())]
  }

  async #run(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      this.#batch ??= this.#takeBatch()
      if (!this.#batch) {
        if (this.#isClosing) return
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      } else if (await this.#send(this.#batch)) this.#batch = undefined
      else if (this.#isClosing) return
      else await this.#rest()
    }
  }

  #takeBatch(): Batch | undefined {
    if (this.#buffer.isEmpty) return undefined
    const now = this.#options.now()
    this.#trouble.lost(this.#buffer.describeLoss(now))
    return { id: this.#options.newId(), lines: this.#buffer.take(batchSize, now) }
  }

  /** Whether the batch is done with. */
  async #send({ id, lines }: Batch): Promise<boolean> {
    try {
      const refusal = await this.#options.transport.send(lines, id, this.#ended.signal)
      if (refusal) this.#trouble.refused(lines.length, refusal.why)
      else this.#trouble.sent()
      this.#failures = 0
      return true
    } catch (error) {
      if (this.#ended.signal.aborted) return false
      this.#failures += 1
      this.#trouble.failed(error, this.#buffer.describeLoss(this.#options.now()))
      return false
    }
  }

  /** Longer with each failure, and never for many drains at the same moment. */
  async #rest(): Promise<void> {
    const longest = Math.min(mostRetryDelay, (this.#options.retryDelay ?? 250) * 2 ** (this.#failures - 1))
    const options = { signal: this.#closing.signal, ref: false }
    await sleep(longest * (0.5 + Math.random() / 2), undefined, options).catch(() => undefined)
  }
}
