import { resolve } from 'node:path'
import type { Network } from '../api-client/agents.ts'
import type { Controller } from '../api-client/controller.ts'
import { type Dialect, dialects, isDialect, openController } from '../api-client/dialect.ts'
import type { HttpOptions } from '../api-client/requests.ts'
import { sayBeside } from './above-drawing.ts'
import { configDir } from './config-dir.ts'
import { controllerUrl } from './controller-url.ts'
import { findToken, keyWithoutAddress } from './credentials.ts'
import { UsageError, UserError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { appRemotes, listGitRemotes, type RemoteController } from './git-remote.ts'
import { type Profile, type Profiles, readProfiles } from './profiles.ts'
import type { Env, Surroundings } from './surroundings.ts'
import { tokenStore } from './token-store.ts'

type Hearing = Pick<HttpOptions, 'talk' | 'onWarning' | 'onSilence'>

export interface ControllerFlags {
  controller?: string | undefined
}

/** The controller that the flag, QP_CONTROLLER, QP_URL, the git remotes or the last login name, ready to be asked. */
export async function connect(surroundings: Surroundings, flags: ControllerFlags): Promise<Controller> {
  return connectTo(surroundings, await getTarget(surroundings, flags))
}

/** This controller, with the token that belongs to its address. Throws (exit 4) where there is none. */
export async function connectTo(surroundings: Surroundings, target: RemoteController): Promise<Controller> {
  const { env } = surroundings
  const { url } = target
  const token = await findToken(env, tokenStore(env), url)
  if (token === undefined) throw notLoggedIn(`not logged in to ${url}.`, `\`qp login ${url}\` logs you in.`)
  return connectWithToken(surroundings, target, { token, network: await networkFor(surroundings, url) })
}

/** For `login`, before there is anything to remember. Without a token only a password is accepted. */
export function connectWithToken(
  surroundings: Pick<Surroundings, 'terminal' | 'env'>,
  { url, dialect }: RemoteController,
  { token, network }: { token: string | undefined; network: Network },
): Promise<Controller> {
  return openController(dialect, { url, token, network, ...hearingOf(surroundings) })
}

/**
 * Who hears of what goes on between here and a controller: whoever reads stderr. With QP_DEBUG all that is sent and answered; what is
 * waited for is said to a person alone.
 */
export function hearingOf({ terminal, env }: Pick<Surroundings, 'terminal' | 'env'>): Hearing {
  const say = (text: string) => sayBeside(terminal, text)
  const isPerson = terminal.isTTY.stderr && !terminal.isQuiet && !terminal.isJson
  return {
    onWarning: say,
    onSilence: isPerson ? say : undefined,
    talk: env['QP_DEBUG'] ? say : undefined,
  }
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
  return (await getTarget(surroundings, flags)).url
}

/** Every controller that a git remote may belong to: that of QP_URL, and those that are logged in to. */
export async function listTargets({ env }: Pick<Surroundings, 'env'>): Promise<RemoteController[]> {
  const profiles = await readProfiles(configDir(env))
  return [
    ...(env['QP_URL'] ? [targetOfEnv(env, env['QP_URL'], profiles)] : []),
    ...profiles.all.map(targetOf),
  ]
}

/** The controller that the flag, QP_CONTROLLER, QP_URL, the git remotes or the last login name. */
export async function getTarget(
  surroundings: Surroundings,
  flags: ControllerFlags,
): Promise<RemoteController> {
  const { env } = surroundings
  const profiles = await readProfiles(configDir(env))
  const name = flags.controller ?? env['QP_CONTROLLER']
  if (name) return targetOf(getProfile(profiles, name))
  if (env['QP_URL']) return targetOfEnv(env, env['QP_URL'], profiles)
  if (profiles.all.length === 0) throw env['QP_API_KEY'] ? keyWithoutAddress() : notLoggedInAnywhere()
  // With one controller there is nothing to choose, and git need not be asked.
  const ofRemotes = profiles.all.length > 1 ? await targetsOfRemotes(surroundings, profiles) : []
  const [only, ...others] = ofRemotes
  if (only !== undefined && others.every((it) => it.url === only.url)) return only
  return targetOf(getProfile(profiles, profiles.current ?? ''))
}

/** Several are no answer: then the current one is meant, unless a flag says more. */
async function targetsOfRemotes(surroundings: Surroundings, { all }: Profiles): Promise<RemoteController[]> {
  const remotes = appRemotes(await listGitRemotes(surroundings), all.map(targetOf))
  return remotes.map((it) => it.controller)
}

function targetOf({ url, dialect = 'platform', name, sshPort }: Profile): RemoteController {
  return { url, dialect, name, ...(sshPort === undefined ? {} : { sshPort }) }
}

/** QP_DIALECT goes with QP_URL: for who never logs in, as in CI with QP_API_KEY. */
function targetOfEnv(env: Env, address: string, { all }: Profiles): RemoteController {
  const url = controllerUrl(address)
  const known = all.find((it) => it.url === url)
  const dialect = dialectOfEnv(env) ?? known?.dialect ?? 'platform'
  return { ...(known ? targetOf(known) : { url }), dialect }
}

/** What QP_DIALECT says a controller speaks that there is no profile of; undefined where it says nothing. */
export function dialectOfEnv(env: Env): Dialect | undefined {
  const named = env['QP_DIALECT']
  if (!named) return undefined
  if (isDialect(named)) return named
  throw new UsageError(`QP_DIALECT is ${named}, but can only be one of ${dialects.join(', ')}.`)
}

/** By its name, or by its host where no other login has the same: without the port that its name has by default. */
function getProfile({ all }: Profiles, name: string) {
  const ofHost = all.filter((it) => new URL(it.url).hostname === name)
  const found = all.find((it) => it.name === name) ?? (ofHost.length === 1 ? ofHost[0] : undefined)
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

export function notLoggedIn(message: string, hint: string): UserError {
  return new UserError(message, { code: 'not_logged_in', hint, exitCode: exitCodes.notLoggedIn })
}
