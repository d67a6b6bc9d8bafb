import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves after so many milliseconds, or when the signal says so. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
