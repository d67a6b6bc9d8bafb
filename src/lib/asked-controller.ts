import { configDir } from './config-dir.ts'
import { getTarget } from './connect.ts'
import { ApiError } from './errors.ts'
import { readProfiles } from './profiles.ts'
import type { Surroundings } from './surroundings.ts'

interface ControllerChoice {
  controller?: unknown
  remote?: unknown
}

/**
 * Who has refused, where that may surprise: neither the command line nor the environment named a controller, and there are several.
 * What is missing or forbidden here may be another's; and a folder's git remote may have led elsewhere than to the last login.
 * Undefined where nobody would wonder.
 *
 * @param flags what was said on the command line of the controller, or of a git remote that leads to one
 */
export async function askedController(
  error: unknown,
  surroundings: Surroundings,
  { controller, remote }: ControllerChoice,
): Promise<string | undefined> {
  const { env } = surroundings
  if (!(error instanceof ApiError) || [controller, remote].some((it) => it !== undefined)) return undefined
  if (env['QP_CONTROLLER'] || env['QP_URL']) return undefined
  const { all, current } = await readProfiles(configDir(env))
  if (all.length < 2) return undefined
  const { name, url } = await getTarget(surroundings, {})
  const mayBeElsewhere = error.status === 403 || error.status === 404
  if (name === current && !mayBeElsewhere) return undefined
  const others = all.filter((it) => it.url !== url).map((it) => `-c ${it.name}`)
  return `That was ${url}; ${others.join(' or ')} asks another.`
}
