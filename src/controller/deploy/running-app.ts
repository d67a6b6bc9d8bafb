import { type App, destroyedMeanwhile } from '../domain/app.ts'
import type { Dyno } from '../domain/dyno.ts'
import { type ProblemReason, problem } from '../domain/problem.ts'
import type { Release } from '../domain/release.ts'
import type { Slug } from '../domain/slug.ts'
import { listDynos } from './list-dynos.ts'
import type { Platform } from './platform.ts'

/** The release that counts now: what runs, and whose config holds. Every app has one from its creation on. */
export async function getCurrentRelease(platform: Platform, app: App): Promise<Release> {
  const release = await platform.store.releases.findCurrent(app.id)
  // Every app has one as long as it is there; a change may have waited for its destruction.
  if (!release) throw destroyedMeanwhile(app)
  return release
}

/** By id or number ("v12", "12"). Throws `not_found`. */
export async function getRelease(
  platform: Platform,
  app: App,
  which: string,
  reason: ProblemReason = 'no_such_release',
): Promise<Release> {
  const { releases } = platform.store
  const [, version] = /^v?([1-9]\d*)$/.exec(which) ?? []
  const found = await (version ? releases.find(app.id, Number(version)) : releases.findById(app.id, which))
  const name = which.replace(/^(?=\d+$)/, 'v')
  if (!found) throw problem('not_found', `No such release: ${name}. \`qp releases\` lists them.`, { reason })
  return found
}

/** The dynos of the current release that can take requests. */
export async function listCurrentDynos(platform: Platform, app: App): Promise<Dyno[]> {
  const { version } = await getCurrentRelease(platform, app)
  const dynos = await listDynos(platform, app.id)
  return dynos.filter((it) => it.releaseVersion === version && it.state !== 'down')
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
    { reason: 'nothing_to_run' },
  )
}
