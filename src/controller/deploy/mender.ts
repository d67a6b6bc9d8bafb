import { messageOf } from '../domain/problem.ts'
import { logEvent, type Platform } from './platform.ts'
import { reconcileApp } from './reconcile.ts'

/** Brings apps to what they should be, later. */
export interface Mender {
  /** After a moment, in which the engine may do it by itself. */
  soon(appId: string): void
  /** It failed: the app's log says why, and it is tried again, less and less often, until it succeeds. */
  failed(appId: string, error: unknown): void
}

/** In ms. */
export interface Patience {
  /** How long the engine is given to start a crashed dyno again by itself. */
  engine: number
  /** From a failure to the next try; twice as long after each other one, but no longer than `longest`. */
  again: number
  longest: number
}

const usual: Patience = { engine: 2000, again: 30_000, longest: 600_000 }

/** Mends until the signal. Why something fails may pass without an event of the engine: a full disk, or an image that is loaded again. */
export function createMender(platform: Platform, signal: AbortSignal, patience: Patience = usual): Mender {
  const pending = new Map<string, NodeJS.Timeout>()
  const failures = new Map<string, number>()
  const plan = (appId: string, wait: number) => {
    clearTimeout(pending.get(appId))
    const timer = setTimeout(() => void mend(appId), wait)
    timer.unref()
    pending.set(appId, timer)
  }
  const mend = async (appId: string) => {
    pending.delete(appId)
    if (signal.aborted) return
    try {
      const app = await platform.store.apps.find(appId)
      if (app) await reconcileApp(platform, app)
      failures.delete(appId)
    } catch (error) {
      platform.log.error({ err: error, app: appId }, 'a dyno that ended could not be brought back')
      failed(appId, error)
    }
  }
  const failed = (appId: string, error: unknown) => {
    logEvent(platform, appId, 'api', `Dynos that should run could not be started: ${messageOf(error)}`)
    const count = failures.get(appId) ?? 0
    failures.set(appId, count + 1)
    if (!pending.has(appId)) plan(appId, Math.min(patience.again * 2 ** count, patience.longest))
  }
  return { soon: (appId) => plan(appId, patience.engine), failed }
}
