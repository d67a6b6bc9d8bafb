import type { App } from '../domain/app.ts'
import type { Build } from '../domain/build.ts'
import type { User } from '../domain/user.ts'
import { logEvent, type Platform } from './platform.ts'

interface NewBuild {
  app: App
  user: User
  /** A commit, an image's name, or where a tarball comes from. */
  source: string
}

/** Writes down that a build has begun; from here on it can be cancelled. */
export async function beginBuild(platform: Platform, { app, user, source }: NewBuild): Promise<Build> {
  const now = platform.now()
  const build: Build = {
    id: platform.newId(),
    appId: app.id,
    userId: user.id,
    status: 'pending',
    source,
    slugId: null,
    releaseId: null,
    createdAt: now,
    updatedAt: now,
  }
  await platform.store.builds.add(build)
  platform.cancels.set(build.id, new AbortController())
  logEvent(platform, app.id, 'api', `Build started by user ${user.email}`, 'app')
  platform.appEvents.tell({ app, action: 'create', what: { kind: 'build', build }, by: user })
  return build
}

/** Writes down how it ended, and what it has written. */
export async function endBuild(
  platform: Platform,
  { app, user, build, output }: { app: App; user: User; build: Build; output: string },
  end: Pick<Build, 'status'> & Partial<Build>,
): Promise<Build> {
  const ended = { ...build, ...end, updatedAt: platform.now() }
  await platform.store.builds.finish(ended, output)
  platform.cancels.delete(build.id)
  const before = { kind: 'build', build } as const
  platform.appEvents.tell({ app, action: 'update', what: { kind: 'build', build: ended }, before, by: user })
  return ended
}
