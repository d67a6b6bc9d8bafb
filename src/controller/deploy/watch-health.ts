import type { App } from '../domain/app.ts'
import { countRestart, nextRestartAt, type Restarts } from '../domain/back-off.ts'
import { type Dyno, formatDynoName } from '../domain/dyno.ts'
import { describeProbe, type HealthCheck, judge } from '../domain/health-check.ts'
import { labels } from '../domain/labels.ts'
import { appHostname } from '../domain/web-domain.ts'
import type { Container, ContainerEvent } from '../engine/engine.ts'
import { toDyno } from './list-dynos.ts'
import { pause } from './pause.ts'
import { logEvent, type Platform } from './platform.ts'
import { probeDyno } from './probe.ts'
import { readStopGraces } from './stop-dynos.ts'
import { resendRoute } from './switch-routes.ts'

/** Between two tries to hear of events again when the engine is gone, and between two looks at a dyno that starts; in ms. */
const retry = 1000

/** Asks dynos by their health checks for as long as they run, and does what the answers call for. */
export async function watchHealth(platform: Platform, signal: AbortSignal): Promise<void> {
  const ours = { [labels.controller]: platform.controllerId, [labels.kind]: 'dyno' }
  const watches = new Set<Promise<void>>()
  const restarts = new Map<string, Restarts>()
  while (!signal.aborted) {
    const over = new AbortController()
    const until = AbortSignal.any([signal, over.signal])
    const watched: Watched = { ends: new Map(), watches, restarts }
    try {
      // Listened first, then looked: nothing starts unseen in between.
      const events = platform.engine.watchContainers(ours, until)
      for (const container of await platform.engine.listContainers(ours))
        if (container.state === 'running') beginWatch(platform, watched, container, until)
      for await (const event of events) await onEvent(platform, watched, event, until)
    } catch (error) {
      if (!signal.aborted) platform.log.warn({ err: error }, 'health checks were interrupted')
    } finally {
      over.abort()
    }
    await pause(retry, signal)
  }
  // A dyno that is being restarted is not left stopped.
  await Promise.all(watches)
}

interface Watched {
  /** By container: ends the asking. */
  ends: Map<string, AbortController>
  /** What is not over yet. */
  watches: Set<Promise<void>>
  /** By container: how often its liveness check had it restarted. */
  restarts: Map<string, Restarts>
}

async function onEvent(
  platform: Platform,
  watched: Watched,
  event: ContainerEvent,
  signal: AbortSignal,
): Promise<void> {
  if (event.labels[labels.settings] === undefined || event.action === 'oom') return
  const container = { ...event, name: '', image: '', createdAt: event.at, startedAt: event.at } as const
  if (event.action === 'start')
    return beginWatch(platform, watched, { ...container, state: 'running' }, signal)
  watched.ends.get(event.id)?.abort()
  watched.ends.delete(event.id)
  await onEnded(platform, event.labels[labels.app] ?? '', event.id)
}

/** The engine may start it again: then it has to be seen ready before it gets requests. */
async function onEnded(platform: Platform, appId: string, containerId: string): Promise<void> {
  const dyno = platform.served.dynos.get(appId)?.find((it) => it.containerId === containerId)
  const app = dyno?.settings.healthChecks.readiness && (await platform.store.apps.find(appId))
  if (app) await setReady(platform, app, { id: containerId, isReady: false })
}

function beginWatch(platform: Platform, watched: Watched, container: Container, outer: AbortSignal): void {
  const [dyno] = toDyno(container, false)
  const appId = container.labels[labels.app]
  if (!dyno || !appId || watched.ends.has(container.id)) return
  const { liveness, readiness } = dyno.settings.healthChecks
  if (!liveness && !readiness) return
  const over = new AbortController()
  watched.ends.set(container.id, over)
  const signal = AbortSignal.any([outer, over.signal])
  const keep = async (work: (app: App) => Promise<void>) => {
    while (!signal.aborted) {
      try {
        const app = await platform.store.apps.find(appId)
        return app && (await work(app))
      } catch (err) {
        platform.log.warn({ err, app: appId }, 'what a health check called for could not be done')
        await pause(retry, signal)
      }
    }
  }
  const watch = Promise.all([
    readiness && keep((app) => keepReady(platform, app, dyno, readiness, signal)),
    liveness &&
      keep((app) => keepAlive(platform, app, dyno, { check: liveness, restarts: watched.restarts, signal })),
  ]).then(() => void watched.watches.delete(watch))
  watched.watches.add(watch)
}

/** Takes it out of the routes while it fails. */
async function keepReady(
  platform: Platform,
  app: App,
  dyno: Dyno,
  check: HealthCheck,
  signal: AbortSignal,
): Promise<void> {
  const { unready } = platform.served
  const isWell = !unready.has(dyno.containerId)
  for await (const change of askAgain(platform, app, dyno, { check, isWell, signal })) {
    if (!change.isNew) continue
    await setReady(platform, app, { id: dyno.containerId, isReady: change.isWell })
    const [before, after] = change.isWell ? ['unready', 'up'] : ['up', 'unready']
    const why = change.isWell ? '' : `: ${describeProbe(check.probe)} ${change.why}`
    logEvent(platform, app.id, formatDynoName(dyno), `State changed from ${before} to ${after}${why}`)
  }
}

/** What the router was not told of does not hold. */
async function setReady(
  platform: Platform,
  app: App,
  { id, isReady, among = platform.served.unready }: { id: string; isReady: boolean; among?: Set<string> },
): Promise<void> {
  const note = (ready: boolean) => (ready ? among.delete(id) : among.add(id))
  note(isReady)
  try {
    await resendRoute(platform, app)
  } catch (error) {
    note(!isReady)
    throw error
  }
}

/**
 * Restarts it when it fails, where it is and as it was made: what does not live any more has nothing to lose, and a roll-out
 * may be on its way. The engine tells of the new start, with which the asking begins anew. What failed before not long ago waits for it, out of the
 * routes, and is left alone where it comes to itself meanwhile.
 */
async function keepAlive(
  platform: Platform,
  app: App,
  dyno: Dyno,
  { check, restarts, signal }: { check: HealthCheck; restarts: Map<string, Restarts>; signal: AbortSignal },
): Promise<void> {
  const id = dyno.containerId
  const say = (text: string) => logEvent(platform, app.id, formatDynoName(dyno), text)
  const setFailing = (isFailing: boolean) =>
    setReady(platform, app, { id, isReady: !isFailing, among: platform.served.failing })
  let due: Date | undefined
  for await (const { isWell, why } of askAgain(platform, app, dyno, { check, isWell: true, signal })) {
    if (isWell) {
      if (due) {
        await setFailing(false)
        say('The liveness check passes again: not restarting')
      }
      due = undefined
      continue
    }
    const failure = `the liveness check failed: ${describeProbe(check.probe)} ${why}`
    if (!due) {
      due = nextRestartAt(restarts.get(id), platform.now())
      const wait = Math.ceil((due.getTime() - platform.now().getTime()) / 1000)
      if (wait > 0) {
        await setFailing(true)
        say(`State changed from up to unready: restarting in ${wait} s, since ${failure}`)
      }
    }
    // Asked again: a clock that was set back must not make it wait for longer.
    if (platform.now() < nextRestartAt(restarts.get(id), platform.now())) continue
    say(`Restarting: ${failure}`)
    restarts.set(id, countRestart(restarts.get(id), platform.now()))
    await restartContainer(platform, app, dyno)
    if (platform.served.failing.has(id)) await setFailing(false)
    return
  }
}

async function restartContainer(platform: Platform, app: App, dyno: Dyno): Promise<void> {
  const { engine } = platform
  const graceSeconds = (await readStopGraces(platform, app.id))(dyno.type)
  await engine.stopContainer(dyno.containerId, { graceSeconds })
  if (await engine.findContainer(dyno.containerId)) await engine.startContainer(dyno.containerId)
}

interface Asked {
  check: HealthCheck
  /** What is thought of it at first. */
  isWell: boolean
  signal: AbortSignal
}

/** Asks by the check's period, and yields what its thresholds then say of the dyno; `isNew` where that has changed. */
async function* askAgain(
  platform: Platform,
  app: App,
  dyno: Dyno,
  { check, isWell: isWellAtFirst, signal }: Asked,
): AsyncGenerator<{ isWell: boolean; isNew: boolean; why: string }> {
  const hostname = appHostname(app.name, platform.settings.domain)
  let started = dyno.createdAt.getTime()
  let isWell = isWellAtFirst
  let inRow = { successes: 0, failures: 0 }
  for (; !signal.aborted; await pause(check.period * 1000, signal)) {
    while (platform.starting.has(dyno.containerId) && !signal.aborted) await pause(retry, signal)
    const why = await ask(platform, dyno, { check, hostname, signal })
    if (signal.aborted || why === unknown) continue
    // By the engine's clock, which may be ahead of ours, or ours was set back: nothing has started in the future.
    started = Math.min(started, platform.now().getTime())
    const age = platform.now().getTime() - started
    if (why !== undefined && isWell && age < check.initialDelay * 1000) continue
    inRow =
      why === undefined
        ? { successes: inRow.successes + 1, failures: 0 }
        : { successes: 0, failures: inRow.failures + 1 }
    const now = judge(check, isWell, inRow)
    const isNew = now !== isWell
    isWell = now
    yield { isWell, isNew, why: why ?? '' }
  }
}

const unknown = Symbol('unknown')

/** An engine that is away says nothing about a dyno. */
async function ask(
  platform: Platform,
  dyno: Dyno,
  asking: Parameters<typeof probeDyno>[2],
): Promise<string | undefined | typeof unknown> {
  try {
    return await probeDyno(platform.engine, dyno, asking)
  } catch {
    return unknown
  }
}
