import type { App } from '../domain/app.ts'
import type { ConfigVars } from '../domain/config-vars.ts'
import type { DynoName } from '../domain/dyno.ts'
import { errorPagesOf } from '../domain/error-pages.ts'
import { type FormationEntry, newFormationEntry } from '../domain/formation.ts'
import { messageOf } from '../domain/problem.ts'
import type { Report } from '../domain/progress.ts'
import { type Release, releaseType } from '../domain/release.ts'
import { listWantedDynos } from '../domain/roll-out-plan.ts'
import type { Slug } from '../domain/slug.ts'
import type { User } from '../domain/user.ts'
import { logEvent, type Platform } from './platform.ts'
import { rollOut } from './roll-out.ts'
import { runReleaseCommand } from './run-release-command.ts'
import { getCurrentRelease } from './running-app.ts'
import { putAll } from './save-formation.ts'
import { resendRoute } from './switch-routes.ts'

export interface NewRelease {
  app: App
  user: User
  description: string
  slug: Slug | undefined
  config: ConfigVars
  report: Report
}

/**
 * Makes the next release: runs its release command, then rolls it out. It is current from the moment the router uses it;
 * where that fails it stays in the list as failed, the one before goes on serving, and the failure is thrown. Call it in the
 * app's turn.
 */
export async function createRelease(platform: Platform, draft: NewRelease): Promise<Release> {
  const { app, user, slug, report } = draft
  const release = await addRelease(platform, draft)
  logEvent(platform, app.id, 'api', `${release.description} by user ${user.email}`, 'app')
  logEvent(platform, app.id, 'api', `Release v${release.version} created by user ${user.email}`, 'app')
  const what = { kind: 'release', release } as const
  platform.appEvents.tell({ app, action: 'create', what, by: user })
  const settle = async (status: 'succeeded' | 'failed') => {
    const updatedAt = platform.now()
    await platform.store.releases.setStatus(release.id, status, updatedAt)
    const settled = { kind: 'release', release: { ...release, status, updatedAt } } as const
    platform.appEvents.tell({ app, action: 'update', what: settled, before: what, by: user })
  }
  if (!slug) {
    const before = await getCurrentRelease(platform, app)
    await settle('succeeded')
    const [old, now] = [before, release].map((it) => JSON.stringify(errorPagesOf(it.config)))
    if (old !== now) await resendRoute(platform, app)
    return { ...release, status: 'succeeded' }
  }
  let isCurrent = false
  try {
    await runReleaseCommand(platform, { app, user, release, slug, report })
    const formation = await prepareFormation(platform, draft, slug)
    const wanted = listWantedDynos(formation.entries, slug.processTypes)
    const onSwitched = async () => {
      await formation.save()
      await settle('succeeded')
      isCurrent = true
    }
    await rollOut(platform, { app, release, slug, wanted, report, replaces: everything, onSwitched })
  } catch (error) {
    if (!isCurrent) {
      await settle('failed')
      logEvent(platform, app.id, 'api', `Release v${release.version} failed: ${messageOf(error)}`, 'app')
      throw error
    }
    // The new dynos serve: an old one that can't be stopped does not take that back. The next roll-out tries again.
    platform.log.error({ err: error, app: app.name }, 'a roll-out left old dynos behind')
    report({ kind: 'note', text: `an old dyno could not be stopped: ${messageOf(error)}` })
  }
  return { ...release, status: 'succeeded' }
}

const everything = (_: DynoName) => true

async function addRelease(
  platform: Platform,
  { app, user, description, slug, config }: NewRelease,
): Promise<Release> {
  const now = platform.now()
  const hasOutput = slug !== undefined && Object.hasOwn(slug.processTypes, releaseType)
  const added = await platform.store.transaction((store) =>
    store.releases.add({
      id: platform.newId(),
      appId: app.id,
      description,
      status: 'pending',
      userId: user.id,
      slugId: slug?.id ?? null,
      config,
      createdAt: now,
      updatedAt: now,
    }),
  )
  return { ...added, hasOutput }
}

/**
 * The formation as it is with this slug: a process type that appears for the first time gets its line, and what `ps:stop` stopped runs again.
 * It is saved once the release is in use: one that fails changes nothing.
 */
async function prepareFormation(
  platform: Platform,
  { app, user }: NewRelease,
  slug: Slug,
): Promise<{ entries: FormationEntry[]; save: () => Promise<void> }> {
  const now = platform.now()
  const known = await platform.store.formation.listOfApp(app.id)
  const added = Object.keys(slug.processTypes)
    .filter((type) => !known.some((it) => it.type === type))
    .map((type) => newFormationEntry({ id: platform.newId(), appId: app.id, type }, now))
  const revived = known.map((it) => (it.stopped.length > 0 ? { ...it, stopped: [], updatedAt: now } : it))
  const changed = [...added, ...revived.filter((it) => !known.includes(it))]
  return {
    entries: [...revived, ...added],
    async save() {
      await putAll(platform, changed)
      for (const entry of added)
        platform.appEvents.tell({ app, action: 'create', what: { kind: 'formation', entry }, by: user })
    },
  }
}
