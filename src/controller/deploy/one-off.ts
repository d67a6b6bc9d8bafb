import { randomInt } from 'node:crypto'
import { withoutExitMarker } from '../../attach/exit-marker.ts'
import type { TerminalSize } from '../../attach/frames.ts'
import type { App } from '../domain/app.ts'
import { checkEnvironment } from '../domain/config-vars.ts'
import { defaultDynoSize, getDynoSize } from '../domain/dyno-size.ts'
import { checkArguments } from '../domain/execve.ts'
import { customSize, type Limits, noLimits, shownSize } from '../domain/limits.ts'
import { problem } from '../domain/problem.ts'
import type { Run, RunKind } from '../domain/run.ts'
import { imageOf } from '../domain/slug.ts'
import type { User } from '../domain/user.ts'
import { hostAttachedRun } from './attached-run.ts'
import { startDetachedRun } from './detached-run.ts'
import { describeCommand, type OneOff, oneOffSpec } from './dyno-spec.ts'
import { resolveCommand } from './launch-argv.ts'
import type { BuildSpec } from './one-off-container.ts'
import { placeDyno } from './placement.ts'
import { logEvent, type Platform } from './platform.ts'
import { getDeployed } from './running-app.ts'
import { tellRun } from './tell-dyno.ts'

export interface RunRequest {
  app: App
  user: User
  /** The address it comes from. */
  from: string
  /** A shell line, or words that arrive as given. A line that names a process type runs that type's line. */
  command: OneOff['command']
  env: Readonly<Record<string, string>>
  tty: boolean
  /** Seconds, after which it is ended. */
  timeout?: number | undefined
  /** Seconds, after which it is ended if nobody is attached. */
  timeToLive?: number | undefined
}

export interface OneOffRequest extends RunRequest {
  size: string | undefined
  /** The process type whose size and limits it gets, where no size is asked for; `run` without. */
  type?: string | undefined
  terminalSize?: TerminalSize | undefined
  /** LANG, where neither the config nor `env` says it. */
  lang?: string | undefined
  attached: boolean
}

/**
 * Makes a one-off dyno. A detached one is started; an attached one waits for its client, while the engine works: the
 * answer does not wait for it.
 */
export async function createOneOff(platform: Platform, request: OneOffRequest): Promise<Run> {
  const { app, env, tty, attached, terminalSize } = request
  const { release, slug } = await getDeployed(platform, app)
  await placeDyno(platform, app)
  const { size, limits } = await chooseSize(platform, request)
  const command = resolveCommand(request.command, slug.processTypes)
  const isBornWithSize = tty && attached && (await platform.engine.setsTerminalSize())
  const run = await writeDown(platform, request, {
    kind: attached ? 'attached' : 'detached',
    command: describeCommand(command),
    size: shownSize(size, limits),
    releaseVersion: release.version,
  })
  const source = {
    controllerId: platform.controllerId,
    app,
    release,
    // With a process type named, in its image, where it has its own.
    slug: { ...slug, image: imageOf(slug, request.type).image },
    appLabels: await platform.store.appLabels.ofApp(app.id),
    unique: platform.newId(),
  }
  const lang = request.lang === undefined || 'LANG' in release.config ? {} : { LANG: request.lang }
  const oneOff = {
    name: run.dyno,
    runId: run.id,
    size,
    limits,
    command,
    env: { ...lang, ...env },
    tty,
    terminalSize,
    isBornWithSize,
    attached,
  }
  const buildSpec: BuildSpec = (holder) => oneOffSpec(source, oneOff, holder)
  if (attached) hostAttachedRun(platform, app, run, buildSpec)
  else await startDetachedRun(platform, app, run, buildSpec)
  return run
}

/** Throws `not_found` for a process type that the app does not have. */
async function chooseSize(
  platform: Platform,
  { app, size, type = 'run' }: OneOffRequest,
): Promise<{ size: string; limits: Limits }> {
  if (size !== undefined && size !== customSize) return { size: getDynoSize(size).name, limits: noLimits }
  const entry = (await platform.store.formation.listOfApp(app.id)).find((it) => it.type === type)
  if (!entry && type !== 'run')
    throw problem('not_found', `No such process type: ${type}. \`qp ps:scale -a ${app.name}\` lists them.`)
  return { size: entry?.size ?? defaultDynoSize, limits: entry?.settings.limits ?? noLimits }
}

interface RunFacts extends Pick<Run, 'command' | 'size' | 'releaseVersion'> {
  kind: RunKind
  /** Without: a name of its own. */
  dyno?: string
}

/**
 * Who, what, when, from where: in the store and in the app's log. Throws `conflict` where the app has as many as it
 * may, and `invalid_params` for what no process can be started with.
 */
export async function writeDown(
  platform: Platform,
  { app, user, from, tty, ...request }: RunRequest,
  facts: RunFacts,
): Promise<Run> {
  checkArguments('line' in request.command ? [request.command.line] : request.command.argv)
  checkEnvironment(request.env)
  const { most, timeToLive } = platform.settings.oneOffs
  const createdAt = platform.now()
  const after = (seconds: number) => new Date(createdAt.getTime() + seconds * 1000)
  const run = await platform.store.transaction(async ({ runs }) => {
    const running = await runs.listRunning(app.id)
    if (running.length >= most) throw tooMany(app, most)
    const made: Run = {
      dyno: nameBeside(await runs.listDynos(app.id)),
      ...facts,
      id: platform.newId(),
      appId: app.id,
      tty,
      userEmail: user.email,
      from,
      createdAt,
      endsBy: request.timeout === undefined ? null : after(request.timeout),
      forgottenBy: after(request.timeToLive ?? timeToLive),
      endedAt: null,
      exitCode: null,
      reason: null,
      message: null,
    }
    await runs.add(made)
    return made
  })
  const where = run.kind === 'inside' ? ` inside ${run.dyno}` : ''
  const what = `Starting process with command \`${withoutExitMarker(run.command)}\`${where} by user ${user.email} from ${from}`
  logEvent(platform, app.id, 'api', what, 'app')
  tellRun(platform, run, undefined, user)
  return run
}

function tooMany(app: App, most: number) {
  return problem(
    'conflict',
    `${app.name} has ${most} one-off dynos, as many as it may have at a time. \`qp run:list -a ${app.name}\` lists them, \`qp run:stop\` ends one.`,
  )
}

/** A name that none of these has. What ran before counts too: its log is still there under its name. */
function nameBeside(taken: readonly string[]): string {
  for (;;) {
    const name = `run.${randomInt(1000, 10_000)}`
    if (!taken.includes(name)) return name
  }
}
