import type { App } from '../domain/app.ts'
import { problem } from '../domain/problem.ts'
import type { Report } from '../domain/progress.ts'
import type { Release } from '../domain/release.ts'
import { imagesOf, type Slug } from '../domain/slug.ts'
import type { User } from '../domain/user.ts'
import { createRelease } from './create-release.ts'
import type { Platform } from './platform.ts'
import { getCurrentRelease } from './running-app.ts'
import { noteWait } from './turns.ts'

interface SlugRelease {
  app: App
  user: User
  slugId: string
  description: string
  report: Report
}

/**
 * A new release of a slug that is there, with the config that holds. Where the newest release failed with this very slug it is tried
 * again, with its own config: a changed config var may be what its release command needed.
 */
export async function releaseSlug(
  platform: Platform,
  { app, user, slugId, description, report }: SlugRelease,
): Promise<Release> {
  return platform.turns.take(
    app.id,
    async () => {
      const slug = await getSlug(platform, app, slugId)
      const newest = await platform.store.releases.findNewest(app.id)
      const isRetry = newest?.status === 'failed' && newest.slugId === slugId
      const { config } = isRetry ? newest : await getCurrentRelease(platform, app)
      return createRelease(platform, { app, user, description, slug, config, report })
    },
    { onWait: noteWait(app, report) },
  )
}

async function getSlug(platform: Platform, app: App, id: string): Promise<Slug> {
  const slug = await platform.store.slugs.find(id)
  if (slug?.appId !== app.id) throw problem('not_found', `No such slug: ${id}.`)
  await checkImages(platform, slug, `Can't release the slug ${id}`)
  return slug
}

/** Throws `conflict`, which begins with these words, where the engine lacks an image of it. */
export async function checkImages({ engine }: Platform, slug: Slug, refusal: string): Promise<void> {
  const found = await Promise.all(imagesOf(slug).map((image) => engine.findImage(image)))
  if (found.includes(undefined)) throw problem('conflict', `${refusal}: its image is no longer there.`)
}
