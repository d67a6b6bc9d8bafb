import type { LogLine } from '../domain/log-line.ts'

/** A way to a drain's receiver. Calls don't overlap. */
export interface DrainTransport {
  /**
   * Resolves once the receiver has the batch, or, where it says nothing, once the network has; or, with the reason, where it won't
   * ever take it. Throws what went wrong; then the same batch is sent again, with the same id.
   */
  send(batch: readonly LogLine[], batchId: string, signal: AbortSignal): Promise<Refusal | undefined>
  close(): void
}

/** The receiver has answered that it does not want the batch: sending it again would change nothing. */
export interface Refusal {
  why: string
}
