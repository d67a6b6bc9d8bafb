import { constants } from 'node:os'
import { RemoteExit } from './errors.ts'
import type { Terminal } from './terminal.ts'

export interface Interruption {
  /** Aborted by the first signal; its reason is what ends qp with that signal's code. */
  signal: AbortSignal
  stop(): void
}

const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * For work that has something to clear away when it is broken off. Only the first signal is held: a second one ends qp at once,
 * whatever hangs.
 */
export function listenForInterruption({ onSignal }: Pick<Terminal, 'onSignal'>): Interruption {
  const interrupted = new AbortController()
  const stop = () => {
    for (const off of listening) off()
  }
  const listening = names.map((name) =>
    onSignal(name, () => {
      stop()
      interrupted.abort(new RemoteExit(128 + constants.signals[name]))
    }),
  )
  return { signal: interrupted.signal, stop }
}

/** The work, or the signal's reason, for work that leaves nothing behind. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const onAbort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) onAbort()
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
