import { setTimeout as sleep } from 'node:timers/promises'

/** Whether the work is done within this time, in ms; it goes on in any case. Rejects where it does in time. */
export async function resolvesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const known = new AbortController()
  const late = sleep(ms, false, { signal: known.signal }).catch(() => false)
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    known.abort()
  }
}
