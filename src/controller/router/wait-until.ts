import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again and again, 20 ms apart, until the answer is yes; false once the time is up. */
export async function waitUntil(
  isDone: () => Promise<boolean>,
  { milliseconds }: { milliseconds: number },
): Promise<boolean> {
  const end = performance.now() + milliseconds
  for (;;) {
    if (await isDone()) return true
    if (performance.now() > end) return false
    await sleep(20)
  }
}
