import type { App } from '../domain/app.ts'
import { problem } from '../domain/problem.ts'
import type { Release } from '../domain/release.ts'
import type { Slug } from '../domain/slug.ts'
import type { Platform } from './platform.ts'

/** The release that counts now: what runs, and whose config holds. Every app has one from its creation on. */
export async function getCurrentRelease(platform: Platform, app: App): Promise<Release> {
  const release = await platform.store.releases.findCurrent(app.id)
  // Every app has one as long as it is there; a change may have waited for its destruction.
  if (!release) throw problem('not_found', `No such app: ${app.name}. It was destroyed meanwhile.`)
  return release
}

/** The slug of a release; undefined where nothing was deployed yet. */
export async function findSlug(platform: Platform, release: Release): Promise<Slug | undefined> {
  return release.slugId === null ? undefined : await platform.store.slugs.find(release.slugId)
}

/** The current release with its slug. Throws `conflict` for an app that nothing was deployed to. */
export async function getDeployed(platform: Platform, app: App): Promise<{ release: Release; slug: Slug }> {
  const release = await getCurrentRelease(platform, app)
  const slug = await findSlug(platform, release)
  if (slug) return { release, slug }
  throw problem(
    'conflict',
    `Nothing was deployed to ${app.name} yet. Push it (\`git push qp main\`) or release an image (\`qp builds:create IMAGE\`).`,
  )
}
