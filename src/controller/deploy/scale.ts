import { didYouMean, nearWords } from '../../words/near.ts'
import type { App } from '../domain/app.ts'
import { applyFormationChange, type FormationChange, type FormationEntry } from '../domain/formation.ts'
import { shownSize } from '../domain/limits.ts'
import { problem } from '../domain/problem.ts'
import { resolveProcessType } from '../domain/process-type.ts'
import type { Report } from '../domain/progress.ts'
import { releaseType } from '../domain/release.ts'
import { listWantedDynos } from '../domain/roll-out-plan.ts'
import type { User } from '../domain/user.ts'
import { logEvent, type Platform } from './platform.ts'
import { rollOut } from './roll-out.ts'
import { getDeployed } from './running-app.ts'
import { putAll } from './save-formation.ts'
import { noteWait } from './turns.ts'

interface Scaling {
  app: App
  user: User
  changes: readonly FormationChange[]
  report: Report
}

/** Changes how many dynos run and at which size; where the new ones don't come up, the formation stays as it was. */
export async function scale(
  platform: Platform,
  { app, user, changes, report }: Scaling,
): Promise<FormationEntry[]> {
  return platform.turns.take(
    app.id,
    async () => {
      const { release, slug } = await getDeployed(platform, app)
      const before = await platform.store.formation.listOfApp(app.id)
      const changed = applyAll(before, slug.processTypes, changes, platform.now())
      const after = before.map((entry) => changed.find((it) => it.type === entry.type) ?? entry)
      logEvent(platform, app.id, 'api', `Scaled to ${describe(changed)} by user ${user.email}`, 'app')
      const save = () => putAll(platform, changed)
      const wanted = listWantedDynos(after, slug.processTypes)
      await rollOut(platform, { app, release, slug, wanted, report, onSwitched: save })
      tellFormation(platform, { app, user }, before, changed)
      return after
    },
    { onWait: noteWait(app, report) },
  )
}

/** Webhooks hear of each process type that is otherwise now. */
export function tellFormation(
  platform: Platform,
  { app, user }: Pick<Scaling, 'app' | 'user'>,
  before: readonly FormationEntry[],
  changed: readonly FormationEntry[],
): void {
  for (const entry of changed) {
    const known = before.find((it) => it.id === entry.id)
    platform.appEvents.tell({
      app,
      action: known ? 'update' : 'create',
      what: { kind: 'formation', entry },
      ...(known ? { before: { kind: 'formation', entry: known } } : {}),
      by: user,
    })
  }
}

/** The entries that the changes touch, as they leave them: each is applied on the one before it, so the last of a type wins. */
function applyAll(
  before: readonly FormationEntry[],
  processTypes: Readonly<Record<string, string>>,
  changes: readonly FormationChange[],
  now: Date,
): FormationEntry[] {
  const changed = new Map<string, FormationEntry>()
  for (const change of changes) {
    const formation = before.map((it) => changed.get(it.type) ?? it)
    const entry = applyChange(formation, processTypes, change, now)
    changed.set(entry.type, entry)
  }
  return [...changed.values()]
}

function applyChange(
  formation: readonly FormationEntry[],
  processTypes: Readonly<Record<string, string>>,
  change: FormationChange,
  now: Date,
): FormationEntry {
  const type = resolveProcessType(change.type, processTypes)
  const entry = formation.find((it) => it.type === type)
  if (entry && Object.hasOwn(processTypes, type))
    return refuseScaled(applyFormationChange(entry, change, now))
  const known = Object.keys(processTypes)
  const nearest = didYouMean(nearWords(change.type, known))
  throw problem(
    'not_found',
    `No such process type: ${change.type}.${nearest} The current release has ${known.join(', ')}.`,
    { reason: 'no_such_process_type', subject: change.type },
  )
}

/** The release command has a size, and no dynos of the formation. */
function refuseScaled(entry: FormationEntry): FormationEntry {
  if (entry.type !== releaseType || entry.quantity === 0) return entry
  throw problem('invalid_params', 'The release command runs once before each release, and is not scaled.')
}

function describe(entries: readonly FormationEntry[]): string {
  return entries.map((it) => `${it.type}@${it.quantity}:${shownSize(it.size, it.settings.limits)}`).join(' ')
}
