import { resolve } from 'node:path'
import type { Network } from '../api-client/agents.ts'
import type { Controller } from '../api-client/controller.ts'
import { configDir } from './config-dir.ts'
import { controllerUrl } from './controller-url.ts'
import { fileTokenStore, findToken, keyWithoutAddress } from './credentials.ts'
import { UserError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { appRemotes, listGitRemotes } from './git-remote.ts'
import { type Profiles, readProfiles } from './profiles.ts'
import type { Surroundings } from './surroundings.ts'

export interface ControllerFlags {
  controller?: string | undefined
}

/** The controller that the flag, QP_CONTROLLER, QP_URL, the git remotes or the last login name, ready to be asked. */
export async function connect(surroundings: Surroundings, flags: ControllerFlags): Promise<Controller> {
  return connectTo(surroundings, await getControllerUrl(surroundings, flags))
}

/** The controller at this address, with the token that belongs to it. Throws (exit 4) where there is none. */
export async function connectTo(surroundings: Surroundings, url: string): Promise<Controller> {
  const { env } = surroundings
  const token = await findToken(env, fileTokenStore(configDir(env)), url)
  if (token === undefined) throw notLoggedIn(`not logged in to ${url}.`, `\`qp login ${url}\` logs you in.`)
  return connectWithToken(url, token, await networkFor(surroundings, url))
}

/** For `login`, before there is anything to remember. Without a token only a password is accepted. */
export async function connectWithToken(
  url: string,
  token: string | undefined,
  network: Network,
): Promise<Controller> {
  const { platformController } = await import('../api-client/platform/platform-controller.ts')
  return platformController({ url, token, network })
}

/** The way to a controller: the environment's proxies, and whom to trust by QP_CA_FILE or by its profile. */
export async function networkFor(
  { env, cwd }: Pick<Surroundings, 'env' | 'cwd'>,
  url: string,
): Promise<Network> {
  if (!url.startsWith('https:')) return { env }
  if (env['QP_CA_FILE']) return { env, caFile: resolve(cwd, env['QP_CA_FILE']) }
  const { all } = await readProfiles(configDir(env))
  return { env, caFile: all.find((it) => it.url === url)?.caFile }
}

/** The address that the flag, QP_CONTROLLER, QP_URL, the git remotes or the last login name. */
export async function getControllerUrl(surroundings: Surroundings, flags: ControllerFlags): Promise<string> {
  const { env } = surroundings
  const profiles = await readProfiles(configDir(env))
  const name = flags.controller ?? env['QP_CONTROLLER']
  if (name) return getProfile(profiles, name).url
  if (env['QP_URL']) return controllerUrl(env['QP_URL'])
  if (profiles.all.length === 0) throw env['QP_API_KEY'] ? keyWithoutAddress() : notLoggedInAnywhere()
  // With one controller there is nothing to choose, and git need not be asked.
  const ofRemotes = profiles.all.length > 1 ? await controllersOfRemotes(surroundings, profiles) : []
  const [only, ...others] = ofRemotes
  if (only !== undefined && others.length === 0) return only
  return getProfile(profiles, profiles.current ?? '').url
}

/** Each once. Several are no answer: then the current one is meant, unless a flag says more. */
async function controllersOfRemotes(surroundings: Surroundings, { all }: Profiles): Promise<string[]> {
  const remotes = appRemotes(
    await listGitRemotes(surroundings),
    all.map((it) => it.url),
  )
  return [...new Set(remotes.map((it) => it.controllerUrl))]
}

function getProfile({ all }: Profiles, name: string) {
  const found = all.find((it) => it.name === name)
  if (found) return found
  const known = all.map((it) => it.name).join(', ')
  throw new UserError(`no such controller: ${name}.`, {
    code: 'no_such_controller',
    hint: known === '' ? '`qp login URL --name NAME` adds one.' : `You are logged in to ${known}.`,
  })
}

export function notLoggedInAnywhere(): UserError {
  return notLoggedIn('not logged in to any controller.', '`qp login URL` logs you in.')
}

function notLoggedIn(message: string, hint: string): UserError {
  return new UserError(message, { code: 'not_logged_in', hint, exitCode: exitCodes.notLoggedIn })
}
