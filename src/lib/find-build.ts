import type { Controller } from '../api-client/controller.ts'
import type { Build } from '../api-types/build.ts'
import { UserError } from './errors.ts'

/** The build with this id, or the newest. */
export async function findBuild(api: Pick<Controller, 'builds'>, app: string, id?: string): Promise<Build> {
  if (id !== undefined) return api.builds.get(app, id)
  const newest = (await api.builds.list(app)).toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1))[0]
  if (newest) return newest
  throw new UserError(`${app} has no builds.`, { code: 'no_builds' })
}
