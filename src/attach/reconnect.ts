import { setTimeout as sleep } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type { ProcessEnd } from './frames.ts'

/** The session is over, or closed to this client: there is no use in trying again. */
export class SessionRefusal extends Error {
  override readonly name = 'SessionRefusal'
  readonly end: ProcessEnd
  constructor(end: ProcessEnd) {
    super(end.message ?? end.reason)
    this.end = end
  }
}

/** In ms: the first try is at once, the last pauses are as long as a person is ready to wait for a network that is back. */
const pauses = [0, 200, 500, 1000, 2000, 3000]

/** Tries until there is a connection. Rejects with the last error when the time is over or the signal comes. */
export async function reconnect(
  open: () => Promise<WebSocket>,
  { graceMs, signal }: { graceMs: number; signal: AbortSignal },
): Promise<WebSocket> {
  const deadline = performance.now() + graceMs
  for (let count = 0; ; count++) {
    await sleep(pauses[Math.min(count, pauses.length - 1)], undefined, { signal })
    try {
      return await open()
    } catch (error) {
      if (error instanceof SessionRefusal || signal.aborted || performance.now() > deadline) throw error
    }
  }
}
