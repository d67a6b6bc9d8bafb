import type { LogLine } from '../domain/log-line.ts'

/** Says something of a drain in its app's log: the text begins where the drain's name ends, unless it is a whole line. */
export interface TellOfDrain {
  note(text: string): void
  loss(line: LogLine): void
}

/** In ms: how often it is told of batches that are refused, one after the other. */
const refusalPause = 60_000

/** Says what goes wrong with a drain once, not at every try. */
export class DrainTrouble {
  readonly #tell: TellOfDrain
  readonly #now: () => Date
  #isFailing = false
  #isLossTold = false
  #refused = 0
  #refusalTold = Number.NEGATIVE_INFINITY

  constructor(tell: TellOfDrain, now: () => Date) {
    this.#tell = tell
    this.#now = now
  }

  /** A try failed; `loss` is what was dropped meanwhile. */
  failed(error: unknown, loss: LogLine | undefined): void {
    if (!this.#isFailing) this.#tell.note(`can't be sent to, and is tried again: ${describeFailure(error)}`)
    this.#isFailing = true
    if (!loss || this.#isLossTold) return
    this.#isLossTold = true
    this.#tell.loss(loss)
  }

  /** It goes on behind a gap. */
  lost(loss: LogLine | undefined): void {
    this.#isLossTold = false
    if (loss) this.#tell.loss(loss)
  }

  sent(): void {
    if (this.#isFailing) this.#tell.note('is sent to again')
    this.#isFailing = false
  }

  refused(count: number, why: string): void {
    this.#isFailing = false
    this.#refused += count
    const now = this.#now().getTime()
    if (now - this.#refusalTold < refusalPause) return
    this.#tell.note(`did not take ${this.#refused === 1 ? '1 message' : `${this.#refused} messages`}: ${why}`)
    this.#refused = 0
    this.#refusalTold = now
  }
}

/** Where a name has several addresses, Node's error has a message for each and none of its own. */
function describeFailure(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error
  const { message, code } = first as NodeJS.ErrnoException
  if (code && /CERT|SIGNATURE|ALTNAME/.test(code)) return `Error L14 (certificate validation): ${message}`
  return message || code || String(first)
}
