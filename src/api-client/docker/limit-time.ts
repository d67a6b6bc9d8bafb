import { endProcess } from '../../attach/end-process.ts'
import { type ProcessEnd, timedOut } from '../../attach/frames.ts'
import type { RemoteProcess } from '../../attach/remote-process.ts'

export interface TimeLimits {
  /** Seconds that it may run. */
  timeout?: number | undefined
  /** Seconds after which it counts as forgotten, and may be removed by any later run. */
  timeToLive: number
}

/** The longest that a timer can wait, in ms: 24 days. */
const longestTimer = 2 ** 31 - 1

/** Ends the process when its time is over; its end then says so. */
export function limitTime(process: RemoteProcess, { timeout, timeToLive }: TimeLimits): RemoteProcess {
  let verdict: Partial<ProcessEnd> | undefined
  const endAfter = (seconds: number | undefined, why: (seconds: number) => Partial<ProcessEnd>) => {
    if (seconds === undefined || seconds * 1000 > longestTimer) return undefined
    return setTimeout(() => {
      verdict ??= why(seconds)
      void endProcess(process, { hangUp: process.stderr === null })
    }, seconds * 1000)
  }
  const timers = [
    endAfter(timeout, timedOut),
    endAfter(timeToLive, () => ({
      reason: 'stopped',
      message: `ended after ${timeToLive} seconds, its time to live`,
    })),
  ]
  const exit = process.exit.then((end) => {
    for (const timer of timers) clearTimeout(timer)
    return { ...end, ...verdict }
  })
  return { ...process, exit }
}
