import type { Controller } from '../../api-client/controller.ts'
import { type AppFlags, getAppContext } from '../app-context.ts'
import { connect, getControllerUrl } from '../connect.ts'
import { UserError } from '../errors.ts'
import type { Surroundings } from '../surroundings.ts'

/** What there is to look at. Each part may be missing: that is what somebody calls a doctor for. */
export interface Target {
  /** Of the controller. */
  url: string | undefined
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
    return { url: api.url, api, app, problem: undefined }
  } catch (error) {
    // -r names a remote that is none, or -a nothing.
    if (!(error instanceof UserError) || error.code === 'no_such_remote') throw error
  }
  const app = flags.app ?? (flags.remote === undefined ? surroundings.env['QP_APP'] : undefined)
  try {
    const api = await connect(surroundings, flags)
    return { url: api.url, api, app, problem: undefined }
  } catch (problem) {
    const url = await getControllerUrl(surroundings, flags).catch(() => undefined)
    return { url, api: undefined, app, problem }
  }
}
