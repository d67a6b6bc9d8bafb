import type { Controller } from '../../api-client/controller.ts'
import type { Dialect } from '../../api-client/dialect.ts'
import { type AppFlags, getAppContext } from '../app-context.ts'
import { connect, getTarget, listTargets } from '../connect.ts'
import { UserError } from '../errors.ts'
import type { Surroundings } from '../surroundings.ts'

/** What there is to look at. Each part may be missing: that is what somebody calls a doctor for. */
export interface Target {
  /** Of the controller. */
  url: string | undefined
  /** What it speaks, as far as that is known. */
  dialect: Dialect
  /** Undefined: not logged in. */
  api: Controller | undefined
  /** The app that was named, or that the folder belongs to. */
  app: string | undefined
  /** Why there is no url. */
  problem: unknown
}

/** As for any command, by flags, environment, git remotes and the last login. Throws where a flag can't be meant. */
export async function findTarget(surroundings: Surroundings, flags: AppFlags): Promise<Target> {
  try {
    const { api, app } = await getAppContext(surroundings, flags)
    return { url: api.url, dialect: await dialectAt(surroundings, api.url), api, app, problem: undefined }
  } catch (error) {
    // -r names a remote that is none, or -a nothing.
    if (!(error instanceof UserError) || error.code === 'no_such_remote') throw error
  }
  const app = flags.app ?? (flags.remote === undefined ? surroundings.env['QP_APP'] : undefined)
  try {
    const api = await connect(surroundings, flags)
    return { url: api.url, dialect: await dialectAt(surroundings, api.url), api, app, problem: undefined }
  } catch (problem) {
    const { url, dialect = 'platform' } = (await getTarget(surroundings, flags).catch(() => undefined)) ?? {}
    return { url, dialect, api: undefined, app, problem }
  }
}

async function dialectAt(surroundings: Surroundings, url: string): Promise<Dialect> {
  return (await listTargets(surroundings)).find((it) => it.url === url)?.dialect ?? 'platform'
}
