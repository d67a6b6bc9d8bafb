import { didYouMean, nearWords } from '../../words/near.ts'
import type { App } from '../domain/app.ts'
import { type DynoName, formatDynoName, parseDynoName } from '../domain/dyno.ts'
import type { FormationEntry } from '../domain/formation.ts'
import { problem } from '../domain/problem.ts'
import { resolveProcessType } from '../domain/process-type.ts'
import type { Report } from '../domain/progress.ts'
import { listWantedDynos } from '../domain/roll-out-plan.ts'
import type { Slug } from '../domain/slug.ts'
import { logEvent, type Platform } from './platform.ts'
import { type RollOut, rollOut } from './roll-out.ts'
import { getDeployed } from './running-app.ts'
import { putAll } from './save-formation.ts'
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
    const after = formation.map((entry) => ({
      ...entry,
      stopped: entry.stopped.filter((ordinal) => !isNamed({ type: entry.type, ordinal })),
    }))
    logEvent(platform, app.id, 'api', `Restarting ${which ?? 'all dynos'}`, 'app')
    const formations = { formation, after }
    await rollOut(platform, {
      app,
      release,
      slug,
      replaces: isNamed,
      report,
      ...towards(platform, slug, formations),
    })
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
    const after = formation.map((entry) => {
      const ordinals = Array.from({ length: entry.quantity }, (_, index) => index + 1)
      const stopped = ordinals.filter(
        (ordinal) => entry.stopped.includes(ordinal) || isNamed({ type: entry.type, ordinal }),
      )
      return { ...entry, stopped }
    })
    await rollOut(platform, { app, release, slug, report, ...towards(platform, slug, { formation, after }) })
  })
}

/** A roll-out to a formation with other dynos stopped, which holds once that is done: where it fails, nothing was changed. */
function towards(
  platform: Platform,
  { processTypes }: Slug,
  { formation, after }: { formation: readonly FormationEntry[]; after: readonly FormationEntry[] },
): Pick<RollOut, 'wanted' | 'onSwitched'> {
  const changed = after.filter((it, index) => it.stopped.length !== formation[index]?.stopped.length)
  return {
    wanted: listWantedDynos(after, processTypes),
    onSwitched: () => putAll(platform, changed),
  }
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
