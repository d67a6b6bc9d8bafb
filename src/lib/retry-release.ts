import type { Controller, OnProgress } from '../api-client/controller.ts'
import type { Release } from '../api-types/release.ts'
import { UserError } from './errors.ts'
import { findRelease } from './release-version.ts'

/** A new release of the newest one's slug, whose release command runs again. */
export async function retryRelease(
  api: Pick<Controller, 'releases' | 'slugs'>,
  app: string,
  onProgress: OnProgress,
): Promise<Release> {
  const { version, description, slug } = await findRelease(api, app)
  const processTypes = slug === null ? {} : (await api.slugs.get(app, slug.id)).process_types
  if (slug === null || !Object.hasOwn(processTypes, 'release'))
    throw new UserError(`v${version} of ${app} has no release command: there is nothing to retry.`, {
      code: 'no_release_command',
      hint: 'A line `release: …` in the Procfile is one.',
    })
  return api.releases.create(
    app,
    { slug: slug.id, description: `Retry of v${version}: ${description}` },
    { onProgress },
  )
}
