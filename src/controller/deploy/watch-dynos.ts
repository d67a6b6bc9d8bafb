import { labels } from '../domain/labels.ts'
import type { ContainerEvent } from '../engine/engine.ts'
import { finishDetachedRun } from './detached-run.ts'
import { createMender, type Mender } from './mender.ts'
import { logEvent, type Platform } from './platform.ts'
import { reconcileAll } from './reconcile.ts'
import { tellContainerEvent } from './tell-dyno.ts'
import { clearLostRuns } from './tend-runs.ts'

/** Between two tries to hear of events again when the engine is gone, in ms. */
const retry = 1000

/** Tells the apps' logs of dynos that end, brings back what the engine does not, and clears away one-off dynos. */
export async function watchDynos(
  platform: Platform,
  signal: AbortSignal,
  mender: Mender = createMender(platform, signal),
): Promise<void> {
  const ours = { [labels.controller]: platform.controllerId }
  const begun = platform.now().getTime()
  for (let isAgain = false; !signal.aborted; isAgain = true) {
    const over = new AbortController()
    try {
      // Listened first, then looked: nothing ends unseen in between.
      const events = platform.engine.watchContainers(ours, AbortSignal.any([signal, over.signal]))
      if (isAgain) await catchUp(platform, mender)
      else await clearLostRuns(platform, { minimumAge: platform.now().getTime() - begun })
      for await (const event of events) await onEvent(platform, event, mender)
    } catch (error) {
      if (!signal.aborted) platform.log.warn({ err: error }, 'events of the engine were interrupted')
    } finally {
      over.abort()
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, retry))
  }
}

/** What ended while no event was heard. Not waited for: others may end meanwhile. */
async function catchUp(platform: Platform, mender: Mender): Promise<void> {
  await platform.engine.ping()
  await clearLostRuns(platform, { minimumAge: 0 })
  reconcileAll(platform, mender.failed).catch((err) =>
    platform.log.error({ err }, 'apps could not be looked after'),
  )
}

async function onEvent(platform: Platform, event: ContainerEvent, mender: Mender): Promise<void> {
  const appId = event.labels[labels.app]
  const dyno = event.labels[labels.dyno]
  if (!appId || !dyno) return
  if (event.action === 'oom') return logEvent(platform, appId, dyno, 'Error R14 (Memory quota exceeded)')
  const isDyno = event.labels[labels.kind] === 'dyno'
  if (isDyno) tellContainerEvent(platform, appId, event)
  if (event.action === 'start') return
  if (!isDyno && event.labels[labels.logged] === 'true') return finishDetachedRun(platform, event)
  logEvent(platform, appId, dyno, `Process exited with status ${event.exitCode ?? 'unknown'}`)
  // A crash is the engine's to restart; what is still down after that (killed by hand, say) is ours.
  if (isDyno) mender.soon(appId)
}
