import type { Controller } from '../api-client/controller.ts'
import type { Release } from '../api-types/release.ts'
import { UsageError, UserError } from './errors.ts'

/** "v12" or "12". */
export function parseReleaseVersion(text: string): number {
  const [, digits] = /^v?(\d+)$/.exec(text) ?? []
  if (!digits) throw new UsageError(`${text} is no release. Name one like v12; \`qp releases\` lists them.`)
  return Number(digits)
}

/** The one that a person named ("v12"), or the newest. */
export async function findRelease(
  api: Pick<Controller, 'releases'>,
  app: string,
  name?: string,
): Promise<Release> {
  if (name !== undefined) return api.releases.get(app, parseReleaseVersion(name))
  const [newest] = await api.releases.list(app, { max: 1 })
  if (newest) return newest
  throw new UserError(`${app} has no releases.`, { code: 'no_releases' })
}

/** Where a rollback goes that names no release: the newest before the current one that can be gone back to. */
export function previousRelease(app: string, releases: readonly Release[]): Release {
  const current = releases.find((it) => it.current) ?? releases[0]
  const found = releases.find((it) => current && it.version < current.version && it.eligible_for_rollback)
  if (found) return found
  throw new UserError(`No eligible release found for ${app} to roll back to.`, {
    code: 'no_eligible_release',
  })
}
