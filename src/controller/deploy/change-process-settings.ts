import type { App } from '../domain/app.ts'
import { checkRoom } from '../domain/capacity.ts'
import { type FormationEntry, newFormationEntry } from '../domain/formation.ts'
import { problem } from '../domain/problem.ts'
import {
  applySettingsChange,
  describeSettingsChange,
  formatDynoSettings,
  plainSettings,
  type SettingsChange,
} from '../domain/process-settings.ts'
import { resolveProcessType } from '../domain/process-type.ts'
import type { Report } from '../domain/progress.ts'
import type { Release } from '../domain/release.ts'
import { listWantedDynos } from '../domain/roll-out-plan.ts'
import type { Slug } from '../domain/slug.ts'
import type { User } from '../domain/user.ts'
import { logEvent, type Platform } from './platform.ts'
import { rollOut } from './roll-out.ts'
import { findSlug, getCurrentRelease } from './running-app.ts'
import { tellFormation } from './scale.ts'
import { noteWait } from './turns.ts'

interface SettingsUpdate {
  app: App
  user: User
  changes: readonly SettingsChange[]
  report: Report
}

type ProcessTypes = Readonly<Record<string, string>>

/**
 * Changes how dynos of process types run. Those that are made otherwise now are replaced, as by any roll-out; where the new
 * ones don't come up, all stays as it was. Before the first deploy any type may be named; `run` is for one-off dynos.
 */
export async function changeProcessSettings(
  platform: Platform,
  { app, user, changes, report }: SettingsUpdate,
): Promise<void> {
  const work = async () => {
    const { release, slug, before, changed } = await previewProcessSettings(platform, app, changes)
    const save = () =>
      platform.store.transaction(async ({ formation }) => {
        for (const entry of changed) await formation.put(entry)
      })
    const isRollOut = changed.some(
      (it) => Object.hasOwn(slug?.processTypes ?? {}, it.type) && isMadeOtherwise(it, before),
    )
    if (slug && isRollOut) {
      const after = [...before.filter((it) => !changed.some(({ type }) => type === it.type)), ...changed]
      const wanted = listWantedDynos(after, slug.processTypes)
      await rollOut(platform, { app, release, slug, wanted, report, onSwitched: save })
    } else await save()
    tellFormation(platform, { app, user }, before, changed)
    for (const change of changes) {
      const what = `Changed ${describeSettingsChange(change)} of ${change.type} by user ${user.email}`
      logEvent(platform, app.id, 'api', what, 'app')
    }
  }
  return platform.turns.take(app.id, work, { onWait: noteWait(app, report) })
}

/** The entries that the changes touch, as they leave them; nothing is changed yet. Throws `invalid_params` and `not_found`. */
export async function previewProcessSettings(
  platform: Platform,
  app: App,
  changes: readonly SettingsChange[],
): Promise<{
  release: Release
  slug: Slug | undefined
  before: readonly FormationEntry[]
  changed: FormationEntry[]
}> {
  const release = await getCurrentRelease(platform, app)
  const slug = await findSlug(platform, release)
  const before = await platform.store.formation.listOfApp(app.id)
  const changed = applyAll(platform, app, { before, changes, processTypes: slug?.processTypes })
  return { release, slug, before, changed }
}

/** Only how long it has to end is no matter of how a dyno is made. */
function isMadeOtherwise(entry: FormationEntry, before: readonly FormationEntry[]): boolean {
  const { settings = plainSettings } = before.find((it) => it.type === entry.type) ?? {}
  return formatDynoSettings(entry.settings) !== formatDynoSettings(settings)
}

interface Applied {
  before: readonly FormationEntry[]
  changes: readonly SettingsChange[]
  /** Undefined before the first deploy. */
  processTypes: ProcessTypes | undefined
}

/** The entries that the changes touch, as they leave them. */
function applyAll(
  platform: Platform,
  app: App,
  { before, changes, processTypes }: Applied,
): FormationEntry[] {
  const now = platform.now()
  const changed = new Map<string, FormationEntry>()
  for (const change of changes) {
    const type = resolveProcessType(change.type, processTypes ?? {})
    const known = changed.get(type) ?? before.find((it) => it.type === type)
    if (!known) checkType(type, processTypes)
    const entry = known ?? newFormationEntry({ id: platform.newId(), appId: app.id, type }, now)
    const settings = applySettingsChange(entry.settings, { ...change, type })
    changed.set(type, { ...entry, settings, updatedAt: now })
  }
  const added = [...changed.keys()].filter((it) => !before.some(({ type }) => type === it))
  checkRoom('processType', app.name, before.length, added.length)
  return [...changed.values()]
}

function checkType(type: string, processTypes: ProcessTypes | undefined): void {
  if (!/^[A-Za-z0-9_-]{1,63}$/.test(type))
    throw problem('invalid_params', `${JSON.stringify(type)} is no process type, such as web or worker.`)
  if (!processTypes || type === 'run' || Object.hasOwn(processTypes, type)) return
  const known = Object.keys(processTypes).join(', ')
  throw problem(
    'not_found',
    `No such process type: ${type}. The current release has ${known}, and run is for one-off dynos.`,
    { reason: 'no_such_process_type', subject: type },
  )
}
