import { randomInt } from 'node:crypto'
import type { App } from '../domain/app.ts'
import { type Dyno, type DynoName, formatDynoName } from '../domain/dyno.ts'
import { defaultDynoSize, getDynoSize } from '../domain/dyno-size.ts'
import { problem } from '../domain/problem.ts'
import type { User } from '../domain/user.ts'
import { describeCommand, type OneOff, oneOffSpec } from './dyno-spec.ts'
import { appLabels, networkName } from './names.ts'
import { logEvent, type Platform } from './platform.ts'
import { getDeployed } from './running-app.ts'

export interface OneOffRequest {
  app: App
  user: User
  /** A shell line, or words that arrive as given. A line that names a process type runs that type's line. */
  command: OneOff['command']
  env: Readonly<Record<string, string>>
  size: string | undefined
  /** The process type whose size it gets, where no size is asked for. */
  type?: string | undefined
  tty: boolean
  attached: boolean
}

export interface PreparedOneOff {
  dyno: Dyno
  tty: boolean
  /** Resolves when the engine has made the container; it is started by whoever attaches. */
  containerId: Promise<string>
}

/**
 * Makes a one-off dyno. A detached one is started; an attached one waits for its session. The engine works while
 * the answer is already on its way to the client: `containerId` is a promise.
 */
export async function createOneOff(platform: Platform, request: OneOffRequest): Promise<PreparedOneOff> {
  const { app, user, env, tty, attached } = request
  const { release, slug } = await getDeployed(platform, app)
  const size = getDynoSize(request.size ?? (await findTypeSize(platform, request)) ?? defaultDynoSize).name
  const command = resolveCommand(request.command, slug.processTypes)
  const name: DynoName = { type: 'run', ordinal: randomInt(1000, 10_000) }
  const source = { controllerId: platform.controllerId, app, release, slug, unique: platform.newId() }
  const spec = oneOffSpec(source, { name: formatDynoName(name), size, command, env, tty, attached })
  logEvent(
    platform,
    app.id,
    'api',
    `Starting process with command \`${describeCommand(command)}\` by user ${user.email}`,
    'app',
  )
  const containerId = createContainer(platform, app, spec)
  if (!attached) await platform.engine.startContainer(await containerId)
  return {
    dyno: describeDyno(name, release.version, size, describeCommand(command), platform.now()),
    tty,
    containerId,
  }
}

/** Throws `not_found` for a process type that the app does not have. */
async function findTypeSize(platform: Platform, { app, type }: OneOffRequest): Promise<string | undefined> {
  if (type === undefined || type === 'run') return undefined
  const entry = (await platform.store.formation.listOfApp(app.id)).find((it) => it.type === type)
  if (!entry)
    throw problem('not_found', `No such process type: ${type}. \`qp ps:scale -a ${app.name}\` lists them.`)
  return entry.size
}

async function createContainer(
  platform: Platform,
  app: App,
  spec: ReturnType<typeof oneOffSpec>,
): Promise<string> {
  const labels = appLabels(platform.controllerId, app, 'network')
  await platform.engine.ensureNetwork(networkName(platform.controllerId, app.name), labels)
  return platform.engine.createContainer(spec)
}

function resolveCommand(
  command: OneOff['command'],
  processTypes: Readonly<Record<string, string>>,
): OneOff['command'] {
  if (!('line' in command)) return command
  const line = Object.hasOwn(processTypes, command.line) ? processTypes[command.line] : undefined
  return { line: line || command.line }
}

function describeDyno(
  name: DynoName,
  releaseVersion: number,
  size: string,
  command: string,
  createdAt: Date,
): Dyno {
  return {
    ...name,
    containerId: '',
    releaseVersion,
    size,
    command,
    state: 'starting',
    address: null,
    createdAt,
  }
}
