import { type Dyno, formatDynoName } from '../domain/dyno.ts'
import type { Report } from '../domain/progress.ts'
import { inParallel } from './in-parallel.ts'
import { logEvent, type Platform } from './platform.ts'
import { forgetContainer } from './served-dynos.ts'
import { tellDyno } from './tell-dyno.ts'

const stopsAtOnce = 8

/** In ms. */
const drainPoll = 20

/** Waits until no request is on its way to these dynos, but not for ever. They must be out of the routes already. */
export async function drainDynos(platform: Platform, dynos: readonly Dyno[], report: Report): Promise<void> {
  const addresses = dynos.flatMap((it) => (it.address === null || it.state === 'down' ? [] : [it.address]))
  if (addresses.length === 0) return
  report({ kind: 'step', step: 'drain', dyno: null, state: 'begun', text: 'waiting for requests in flight' })
  const deadline = Date.now() + platform.settings.drainTimeout * 1000
  // A worker of nginx may be between choosing a dyno and counting it: only the second zero in a row counts.
  let zeros = 0
  while (zeros < 2 && Date.now() < deadline) {
    const counts = await Promise.all(addresses.map((it) => platform.router.countInFlight(it)))
    zeros = counts.every((it) => it === 0) ? zeros + 1 : 0
    await new Promise((resolve) => setTimeout(resolve, drainPoll))
  }
  const text = zeros < 2 ? 'requests are still in flight and will be cut off' : 'no request in flight'
  report({ kind: 'step', step: 'drain', dyno: null, state: 'done', text })
}

/** SIGTERM, the time that its process type has to end, SIGKILL, gone. */
export async function stopDynos(
  platform: Platform,
  appId: string,
  dynos: readonly Dyno[],
  report: Report,
): Promise<void> {
  const graceOf = await readStopGraces(platform, appId)
  await inParallel(dynos, stopsAtOnce, async (dyno) => {
    const name = formatDynoName(dyno)
    report({ kind: 'step', step: 'stop', dyno: name, state: 'begun', text: 'stopping the old dyno' })
    if (dyno.state !== 'down') logEvent(platform, appId, name, 'Stopping all processes with SIGTERM')
    platform.starting.delete(dyno.containerId)
    if (dyno.state !== 'down') platform.stopping.add(dyno.containerId)
    forgetContainer(platform.served, dyno.containerId)
    await platform.engine.stopContainer(dyno.containerId, { graceSeconds: graceOf(dyno.type) })
    await platform.dynoLogs.settled(dyno.containerId)
    await platform.engine.removeContainer(dyno.containerId)
    tellDyno(platform, appId, 'destroy', dyno, { is: 'down' })
    report({ kind: 'step', step: 'stop', dyno: name, state: 'done', text: 'old dyno stopped' })
  })
}

/** Seconds by process type, as they are set now: also for dynos that were started before. */
export async function readStopGraces(platform: Platform, appId: string): Promise<(type: string) => number> {
  const formation = await platform.store.formation.listOfApp(appId)
  return (type) => formation.find((it) => it.type === type)?.settings.stopGrace ?? platform.settings.stopGrace
}
