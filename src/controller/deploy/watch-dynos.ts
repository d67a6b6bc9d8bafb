import { formatDynoName } from '../domain/dyno.ts'
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
      const until = AbortSignal.any([signal, over.signal])
      const events = platform.engine.watchContainers(ours, until)
      const disconnects = platform.engine.watchDisconnects(until)
      if (isAgain) await catchUp(platform, mender)
      else await clearLostRuns(platform, { minimumAge: platform.now().getTime() - begun })
      // Beside each other: of a container that ends, an engine may tell the one long before the other.
      await Promise.race([hear(platform, events, mender), mendCutOff(platform, disconnects, mender)])
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

async function hear(
  platform: Platform,
  events: AsyncIterable<ContainerEvent>,
  mender: Mender,
): Promise<void> {
  for await (const event of events) await onEvent(platform, event, mender)
}

/** What is cut off from its network runs on, so that nothing else tells of it. Who connects it again at once is let do so. */
async function mendCutOff(
  platform: Platform,
  disconnects: AsyncIterable<string>,
  mender: Mender,
): Promise<void> {
  const { engine, served, readyNetworks } = platform
  const told = new Set<string>()
  for await (const id of disconnects) {
    await readyNetworks.cutOff(id)
    for (const [appId, dynos] of served.dynos) {
      const dyno = dynos.find((it) => it.containerId === id)
      // Most that leave a network end, which is told of by itself.
      if (!dyno || told.has(id) || !(await engine.findContainer(id))?.isCutOff) continue
      told.add(id)
      const name = formatDynoName(dyno)
      logEvent(
        platform,
        appId,
        name,
        'Disconnected from its network: it will be replaced unless it is connected again at once',
      )
      mender.soon(appId)
    }
  }
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
