import { didYouMean, nearWords } from '../../words/near.ts'
import type { App } from '../domain/app.ts'
import { type DynoName, formatDynoName, parseDynoName } from '../domain/dyno.ts'
import type { FormationEntry } from '../domain/formation.ts'
import { problem } from '../domain/problem.ts'
import { resolveProcessType } from '../domain/process-type.ts'
import type { Report } from '../domain/progress.ts'
import { logEvent, type Platform } from './platform.ts'
import { rollOut } from './roll-out.ts'
import { getDeployed } from './running-app.ts'
import { stopRun } from './stop-run.ts'

/** Which dynos: one ("web.1"), a process type's ("web"), or all (undefined). */
type Which = string | undefined

interface Restart {
  app: App
  which: Which
  report: Report
}

/** Starts new dynos in the place of the named ones, as a roll-out does: no request is lost. Also brings back stopped ones. */
export async function restart(platform: Platform, { app, which, report }: Restart): Promise<void> {
  await platform.turns.take(app.id, async () => {
    const { release, slug } = await getDeployed(platform, app)
    const formation = await platform.store.formation.listOfApp(app.id)
    const isNamed = matcher(formation, which && resolveProcessType(which, slug.processTypes))
    for (const entry of formation) {
      const stopped = entry.stopped.filter((ordinal) => !isNamed({ type: entry.type, ordinal }))
      if (stopped.length < entry.stopped.length) await platform.store.formation.put({ ...entry, stopped })
    }
    logEvent(platform, app.id, 'api', `Restarting ${which ?? 'all dynos'}`, 'app')
    await rollOut(platform, { app, release, slug, replaces: isNamed, report })
  })
}

/** Stops dynos until the next restart, scaling or release. A one-off dyno ends for good. */
export async function stop(
  platform: Platform,
  { app, which, report }: Restart & { which: string },
): Promise<void> {
  const oneOffs = (await platform.store.runs.listRunning(app.id)).filter(
    (it) => it.kind !== 'inside' && (it.dyno === which || which === 'run'),
  )
  if (oneOffs.length > 0) {
    const verdict = { reason: 'stopped', message: 'stopped by `ps:stop`' } as const
    await Promise.all(oneOffs.map((it) => stopRun(platform, it, verdict)))
    return
  }
  await platform.turns.take(app.id, async () => {
    const { release, slug } = await getDeployed(platform, app)
    const formation = await platform.store.formation.listOfApp(app.id)
    const isNamed = matcher(formation, resolveProcessType(which, slug.processTypes))
    for (const entry of formation) {
      const ordinals = Array.from({ length: entry.quantity }, (_, index) => index + 1)
      const stopped = ordinals.filter(
        (ordinal) => entry.stopped.includes(ordinal) || isNamed({ type: entry.type, ordinal }),
      )
      if (stopped.length > entry.stopped.length) await platform.store.formation.put({ ...entry, stopped })
    }
    await rollOut(platform, { app, release, slug, report })
  })
}

/** Throws `not_found` where the formation has no such dyno. */
function matcher(formation: readonly FormationEntry[], which: Which): (dyno: DynoName) => boolean {
  if (which === undefined) return () => true
  const name = parseDynoName(which)
  const entry = formation.find((it) => it.type === (name?.type ?? which))
  if (!entry || (name && (name.ordinal < 1 || name.ordinal > entry.quantity))) {
    throw noSuchDyno(which, formation)
  }
  return (dyno) => (name ? formatDynoName(dyno) === which : dyno.type === which)
}

/** Of the types only: a number that is not there is no slip of the hand. */
function noSuchDyno(which: string, formation: readonly FormationEntry[]) {
  const [type = ''] = which.split('.')
  const types = formation.map((it) => it.type).filter((it) => it !== type)
  const nearest = nearWords(type, types).map((it) => it + which.slice(type.length))
  return problem('not_found', `No such dyno: ${which}.${didYouMean(nearest)} \`qp ps\` lists them.`)
}
