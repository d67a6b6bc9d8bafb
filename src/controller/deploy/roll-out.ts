import type { App } from '../domain/app.ts'
import type { Dyno, DynoName } from '../domain/dyno.ts'
import type { Report } from '../domain/progress.ts'
import type { Release } from '../domain/release.ts'
import { listWantedDynos, planRollOut, type WantedDyno } from '../domain/roll-out-plan.ts'
import type { Slug } from '../domain/slug.ts'
import { listDynos } from './list-dynos.ts'
import type { Platform } from './platform.ts'
import { startDynos } from './start-dynos.ts'
import { drainDynos, stopDynos } from './stop-dynos.ts'
import { switchRoutes } from './switch-routes.ts'
import { tellDyno } from './tell-dyno.ts'
import { waitForDynos } from './wait-for-dynos.ts'

export interface RollOut {
  app: App
  release: Release
  slug: Slug
  /** What should run; by default what the formation asks for. */
  wanted?: readonly WantedDyno[]
  /** Dynos that are started anew although nothing about them changed. */
  replaces?: (dyno: DynoName) => boolean
  report: Report
  /** Called when the new dynos take the requests: from here on there is no way back. */
  onSwitched?: () => Promise<void>
}

/**
 * Brings an app from what runs to what should run, without a request lost. Call it in the app's turn.
 * Until the switch any failure puts everything back as it was, and is thrown.
 */
export async function rollOut(
  platform: Platform,
  { app, release, slug, report, ...options }: RollOut,
): Promise<void> {
  const running = await listDynos(platform, app.id)
  const wanted =
    options.wanted ?? listWantedDynos(await platform.store.formation.listOfApp(app.id), slug.processTypes)
  const services = await platform.store.services.listOfApp(app.id)
  const lacksPort = (it: Dyno) => it.address === null && services.some(({ type }) => type === it.type)
  const replaces = (it: Dyno) => lacksPort(it) || options.replaces?.(it) === true
  const { start, keep, stop } = planRollOut(wanted, running, release.version, replaces)

  const started: Dyno[] = []
  try {
    await startDynos(platform, { app, release, slug }, start, report, (dyno) => started.push(dyno))
    await waitForDynos(platform, { app, dynos: started, report })
    report({ kind: 'step', step: 'switch', dyno: null, state: 'begun', text: 'switching the router' })
    await switchRoutes(platform, app, [...keep, ...started], release)
    await options.onSwitched?.()
    report({ kind: 'step', step: 'switch', dyno: null, state: 'done', text: 'the router uses the new dynos' })
  } catch (error) {
    await undo(platform, app, running, started)
    throw error
  }
  await drainDynos(platform, stop, report)
  await stopDynos(platform, app.id, stop, report)
}

/** The old dynos take the requests (again); the new ones go, at once: nobody was promised anything of them. */
async function undo(
  platform: Platform,
  app: App,
  running: readonly Dyno[],
  started: readonly Dyno[],
): Promise<void> {
  const remove = async (dyno: Dyno) => {
    platform.stopping.add(dyno.containerId)
    await platform.engine.stopContainer(dyno.containerId, { graceSeconds: 0 })
    await platform.dynoLogs.settled(dyno.containerId)
    await platform.engine.removeContainer(dyno.containerId)
    tellDyno(platform, app.id, 'destroy', dyno, { is: 'down' })
  }
  const isAlive = (dyno: Dyno) => dyno.state !== 'down'
  // One after the other: a new dyno that requests still come to must not go before they are sent elsewhere.
  const undone = [
    ...(await Promise.allSettled([switchRoutes(platform, app, running.filter(isAlive))])),
    ...(await Promise.allSettled(started.map(remove))),
  ]
  for (const dyno of started) platform.starting.delete(dyno.containerId)
  for (const { reason } of undone.filter((it) => it.status === 'rejected')) {
    platform.log.error({ err: reason, app: app.name }, 'a failed roll-out could not be undone whole')
  }
}
