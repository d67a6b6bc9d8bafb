import type { RemoteProcess } from './remote-process.ts'
import { resolvesWithin } from './resolves-within.ts'

export interface EndProcessOptions {
  /** It had a terminal, which is closed. */
  hangUp?: boolean
  /** How long it has to end at SIGTERM, in ms. */
  term?: number | undefined
  /** How long the last output of a killed process is waited for, in ms. */
  kill?: number
}

/**
 * Ends a process as a closed terminal does (SIGHUP, where it has one) and as every stop does: SIGTERM, and SIGKILL for what
 * does not heed it. What was stopped by Ctrl-Z, or for reading in the background, hears of neither until it goes on: hence the
 * SIGCONT behind them. Resolves when it has ended; its streams are cut where nobody reads the last of its output, since an
 * unread attachment keeps an engine from seeing the end (measured).
 */
export async function endProcess(
  process: Pick<RemoteProcess, 'signal' | 'exit' | 'destroy'>,
  { hangUp = false, term = 10_000, kill = 2000 }: EndProcessOptions = {},
): Promise<void> {
  // What can't be signalled has ended already. An engine that waits for its output to be read does not even answer (measured).
  const send = (name: NodeJS.Signals) => process.signal(name).catch(() => {})
  const ask = async () => {
    if (hangUp) await send('SIGHUP')
    await send('SIGTERM')
    await send('SIGCONT')
  }
  void ask()
  if (await resolvesWithin(process.exit, term)) return
  void send('SIGKILL')
  if (await resolvesWithin(process.exit, kill)) return
  process.destroy()
  await process.exit
}
