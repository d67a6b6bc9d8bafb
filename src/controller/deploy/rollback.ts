import type { App } from '../domain/app.ts'
import { problem } from '../domain/problem.ts'
import type { Report } from '../domain/progress.ts'
import { describeRollback, type Release } from '../domain/release.ts'
import type { User } from '../domain/user.ts'
import { createRelease } from './create-release.ts'
import type { Platform } from './platform.ts'
import { checkImages } from './release-slug.ts'
import { findSlug, getRelease } from './running-app.ts'
import { noteWait } from './turns.ts'

interface Rollback {
  app: App
  user: User
  /** A release's id or number ("v12", "12"). */
  to: string
  report: Report
}

/** Makes a new release of an old one's slug and config, as on Heroku, and rolls it out. */
export async function rollBack(platform: Platform, { app, user, to, report }: Rollback): Promise<Release> {
  return platform.turns.take(
    app.id,
    async () => {
      const target = await getRollbackTarget(platform, app, to)
      const slug = await findSlug(platform, target)
      if (slug) await checkImages(platform, slug, `Can't roll back to v${target.version}`)
      const description = describeRollback(target.version)
      return createRelease(platform, { app, user, description, slug, config: target.config, report })
    },
    { onWait: noteWait(app, report) },
  )
}

async function getRollbackTarget(platform: Platform, app: App, to: string): Promise<Release> {
  const target = await getRelease(platform, app, to, 'no_rollback_target')
  if (target.status !== 'succeeded') {
    throw problem(
      'invalid_params',
      `Can't roll back to v${target.version}: it ${target.status === 'failed' ? 'failed' : 'is not done'}.`,
      { reason: 'release_not_succeeded' },
    )
  }
  if (target.slugId === null) {
    throw problem(
      'invalid_params',
      `Can't roll back to v${target.version}: nothing had been deployed by then.`,
      target.version === 1 ? { reason: 'initial_release' } : {},
    )
  }
  return target
}
