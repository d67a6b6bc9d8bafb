import type { Controller } from '../api-client/controller.ts'
import {
  type ControllerFlags,
  connect,
  connectTo,
  getTarget,
  listTargets,
  notLoggedInAnywhere,
} from './connect.ts'
import { UsageError, UserError } from './errors.ts'
import { type AppRemote, appRemotes, listGitRemotes } from './git-remote.ts'
import type { Surroundings } from './surroundings.ts'

export interface AppFlags extends ControllerFlags {
  app?: string | undefined
  remote?: string | undefined
}

export interface AppContext {
  api: Controller
  app: string
}

/**
 * Which app is meant: `-a`, then `-r`, then QP_APP, then the git remotes. A remote also says which controller; `-r` together with a
 * `-c` that names another is refused, and without `-r` it is `-c`, QP_CONTROLLER or QP_URL that says it. Refuses to guess between remotes of
 * different apps.
 */
export async function getAppContext(surroundings: Surroundings, flags: AppFlags): Promise<AppContext> {
  const { env } = surroundings
  // A script whose variable is empty must not reach the app that a git remote happens to name.
  if (flags.app === '') throw new UsageError('-a names no app. Write it like `-a blog`.')
  const named = flags.app ?? (flags.remote === undefined ? env['QP_APP'] : undefined)
  if (named) return { api: await connect(surroundings, flags), app: named }
  const isChosen = Boolean(flags.controller ?? env['QP_CONTROLLER'] ?? env['QP_URL'])
  const target = isChosen ? await getTarget(surroundings, flags) : undefined
  const { controller, app } = await getAppRemote(surroundings, flags.remote, target?.url)
  if (!target) return { api: await connectTo(surroundings, controller), app }
  if (flags.remote === undefined) return { api: await connectTo(surroundings, target), app }
  if (flags.controller !== undefined && controller.url !== target.url)
    throw new UsageError(
      `-r ${flags.remote} is ${app} on ${controller.url}, and -c ${flags.controller} is ${target.url}. Leave one of the two away.`,
    )
  return { api: await connectTo(surroundings, controller), app }
}

/** `preferred`: whose apps are meant where some are. A remote elsewhere still names the app. */
async function getAppRemote(
  surroundings: Surroundings,
  name: string | undefined,
  preferred?: string,
): Promise<AppRemote> {
  const controllers = await listTargets(surroundings)
  if (controllers.length === 0) throw notLoggedInAnywhere()
  const remotes = appRemotes(await listGitRemotes(surroundings), controllers)
  const named = name === undefined ? remotes : remotes.filter((it) => it.name === name)
  const there = named.filter((it) => it.controller.url === preferred)
  const candidates = there.length > 0 ? there : named
  const [first, ...others] = candidates
  if (!first) throw name === undefined ? noApp() : noSuchRemote(name, remotes)
  if (others.some((it) => it.app !== first.app || it.controller.url !== first.controller.url)) {
    const isOne = candidates.every((it) => it.name === first.name)
    throw isOne ? severalControllers(candidates, first) : severalApps(candidates)
  }
  return first
}

function noApp(): UserError {
  return new UserError('no app named.', {
    code: 'no_app',
    hint: 'Name one with -a APP or QP_APP, or give this folder a remote with `qp git:remote -a APP`.',
  })
}

function noSuchRemote(name: string, remotes: readonly AppRemote[]): UserError {
  const known = remotes.map((it) => it.name).join(', ')
  return new UserError(`the git remote ${name} is no app of a controller you are logged in to.`, {
    code: 'no_such_remote',
    hint: known === '' ? '`qp git:remote -a APP` adds one.' : `These are: ${known}.`,
  })
}

/** One remote, which may be of each: the port of its address is none that a controller has told. */
function severalControllers(candidates: readonly AppRemote[], { name, app }: AppRemote): UserError {
  const list = candidates.map(
    ({ controller }) => `  -c ${controller.name ?? controller.url}  ${app} on ${controller.url}`,
  )
  const again = `\`qp git:remote -a ${app} -c CONTROLLER --ssh -r ${name}\` remembers which`
  return new UserError(`the git remote ${name} may be an app of several controllers of its host.`, {
    code: 'several_apps',
    hint: `Say which with -c CONTROLLER; ${again}:\n${list.join('\n')}`,
  })
}

function severalApps(remotes: readonly AppRemote[]): UserError {
  const list = remotes.map((it) => `  -r ${it.name}  ${it.app} on ${it.controller.url}`).join('\n')
  return new UserError('the git remotes of this folder point to different apps.', {
    code: 'several_apps',
    hint: `Say which with -a APP, -r REMOTE or -c CONTROLLER:\n${list}`,
  })
}
