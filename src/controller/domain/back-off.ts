/** In ms, as Kubernetes has it (kubelet: `backOffPeriod`, `MaxContainerBackOff`; forgotten after twice the longest). */
const first = 10_000
const longest = 300_000
const forgotten = 2 * longest

/** How often something was restarted, and when last. */
export interface Restarts {
  count: number
  at: Date
}

/** When what fails again may be restarted: the first time at once, then after 10 s, 20 s, 40 s … 5 minutes since the last time. */
export function nextRestartAt(before: Restarts | undefined, now: Date): Date {
  if (!before || isForgotten(before, now)) return now
  const wait = Math.min(first * 2 ** (before.count - 1), longest)
  return new Date(Math.max(before.at.getTime() + wait, now.getTime()))
}

export function countRestart(before: Restarts | undefined, now: Date): Restarts {
  return { count: before && !isForgotten(before, now) ? before.count + 1 : 1, at: now }
}

/** Or it was, by a clock that has been set back since. */
function isForgotten({ at }: Restarts, now: Date): boolean {
  return Math.abs(now.getTime() - at.getTime()) >= forgotten
}
