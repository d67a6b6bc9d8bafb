import { hostname } from 'node:os'
import { problem } from '../domain/problem.ts'
import type { Report } from '../domain/progress.ts'
import type { LeaseTable } from '../store/leases.ts'

/** Work on one app takes turns: a push, a config change and a restart never run into each other. */
export interface Turns {
  /**
   * Runs `work` when all that asked before is done. `onWait` is called once if that is not at once.
   * A turn whose controller was killed frees itself after seconds.
   */
  take<T>(appId: string, work: () => Promise<T>, options?: TurnOptions): Promise<T>
  /** Resolves when nobody has or waits for a turn. */
  settled(): Promise<void>
}

export interface TurnOptions {
  onWait?: () => void
  signal?: AbortSignal
}

/** For `onWait`: what whoever asked for a change is told while another is under way. */
export function noteWait(app: { name: string }, report: Report): () => void {
  return () => report({ kind: 'note', text: `waiting for another change of ${app.name} to finish` })
}

/** In ms. A holder says it is alive three times in the life of its lease. */
const leaseLife = 15_000
const heartbeat = leaseLife / 3
const retry = 250

/** Within this process a queue gives the order; towards other controllers on the same store a lease keeps them out. */
export function createTurns(leases: LeaseTable, now: () => Date): Turns {
  const queues = new Map<string, Promise<unknown>>()
  return {
    async take(appId, work, options = {}) {
      const before = queues.get(appId)
      const { promise: done, resolve: finish } = Promise.withResolvers<void>()
      const last = Promise.resolve(before).then(() => done)
      queues.set(appId, last)
      let isMyTurn = !before
      const leave = () => {
        if (queues.get(appId) === last) queues.delete(appId)
      }
      try {
        if (before) {
          options.onWait?.()
          await abortable(before, options.signal)
          isMyTurn = true
        }
        return await withLease(leases, appId, work, now, options)
      } finally {
        finish()
        // Who gave up while waiting leaves the line to those before, who still work.
        if (isMyTurn) leave()
        else void before?.then(leave)
      }
    },
    async settled() {
      while (queues.size > 0) await Promise.all(queues.values())
    },
  }
}

async function withLease<T>(
  leases: LeaseTable,
  appId: string,
  work: () => Promise<T>,
  now: () => Date,
  options: TurnOptions,
): Promise<T> {
  const name = `app:${appId}`
  const holder = `${hostname()}:${process.pid}:${crypto.randomUUID()}`
  const acquire = () => leases.acquire(name, holder, now().getTime(), now().getTime() + leaseLife)
  for (let isFirst = true; !(await acquire()); isFirst = false) {
    if (isFirst) options.onWait?.()
    await abortable(new Promise((resolve) => setTimeout(resolve, retry)), options.signal)
  }
  const timer = setInterval(() => void acquire().catch(() => {}), heartbeat)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    await leases.release(name, holder)
  }
}

async function abortable(wait: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return void (await wait)
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () =>
    reject(problem('conflict', 'Given up while waiting for another change of this app to finish.'))
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  try {
    await Promise.race([wait, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
