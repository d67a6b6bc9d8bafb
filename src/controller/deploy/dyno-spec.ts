import type { App } from '../domain/app.ts'
import type { AppLabels } from '../domain/app-label.ts'
import { formatDynoName } from '../domain/dyno.ts'
import { appLabelPrefix, labels } from '../domain/labels.ts'
import { effectiveLimits, type Limits, noLimits } from '../domain/limits.ts'
import { type DynoSettings, formatDynoSettings, plainDynoSettings } from '../domain/process-settings.ts'
import type { Release } from '../domain/release.ts'
import type { WantedDyno } from '../domain/roll-out-plan.ts'
import { imageOf, type Slug } from '../domain/slug.ts'
import { visibleConfig, webPort } from '../domain/web-port.ts'
import type { ContainerSpec } from '../engine/container-spec.ts'
import { launchArgv } from './launch-argv.ts'
import { appLabels, containerName, networkName } from './names.ts'

/** What the container of a dyno is made from. */
export interface DynoSource {
  controllerId: string
  app: Pick<App, 'id' | 'name'>
  release: Pick<Release, 'id' | 'version' | 'config'>
  slug: Pick<Slug, 'image' | 'images' | 'launch' | 'processTypes' | 'exposedPort'>
  /** What people and scripts say of the app. */
  appLabels?: AppLabels
  /** Makes the container's name unique. */
  unique: string
}

/** Enough for any web app; a fork bomb ends here. */
const maximumProcesses = 4096

/**
 * As on Heroku, SIGTERM goes to every process of a dyno: `npm start` and `a && b` have the program that should hear it as a
 * grandchild. tini, the engine's init process, signals only its child without this (tini's README, "Process group killing").
 * So does a piped one-off dyno: Ctrl-C at home interrupts a whole line, and a shell that alone hears of it waits for its child.
 * A terminal has that by itself, and must do without: a change of its size before tini's child has a group of its own makes
 * tini write "Child was dead when forwarding signal" into it (measured: 1 start in 50).
 */
const signalAll = { TINI_KILL_PROCESS_GROUP: '1' }

/** A dyno of the formation. `hostPort` is where one that takes requests is published on 127.0.0.1. */
export function dynoSpec(source: DynoSource, dyno: WantedDyno, hostPort: number | null): ContainerSpec {
  const { controllerId, app, slug } = source
  const name = formatDynoName(dyno)
  const command = slug.processTypes[dyno.type] ?? ''
  const { image, exposedPort } = imageOf(slug, dyno.type)
  const containerPort = webPort(slug.launch, { config: source.release.config, exposedPort })
  return {
    ...commonSpec(source, name, dyno.size, dyno.settings.limits),
    image,
    argv: launchArgv(slug, { line: command }),
    env: { ...dynoEnv(source, name, hostPort === null ? null : containerPort), ...signalAll },
    labels: {
      ...appLabels(controllerId, app, 'dyno'),
      ...dynoLabels(source, dyno.type, name, dyno.size, command),
      [labels.logged]: 'true',
      ...settingsLabels(dyno.settings, hostPort === null ? null : containerPort),
      ...(hostPort === null ? {} : { [labels.port]: String(hostPort) }),
    },
    networkAliases: [dyno.type, name],
    tty: false,
    terminalSize: null,
    openStdin: false,
    log: { maxSizeMb: 10, maxFiles: 3 },
    restart: 'always',
    publish: hostPort === null ? null : { containerPort, hostPort },
  }
}

export interface OneOff {
  /** The id of its run. */
  runId: string
  /** "run.1234" */
  name: string
  /** "run" without. Decides which image it runs in, where types have their own. */
  type?: string
  size: string
  /** Of its own, beside the size's. */
  limits?: Limits
  command: { line: string } | { argv: readonly string[] }
  env: Readonly<Record<string, string>>
  tty: boolean
  /** What its terminal will have once it has started; undefined where nobody has said. */
  terminalSize?: { columns: number; rows: number } | undefined
  /** Whether the engine makes terminals of that size (`Engine.setsTerminalSize`); else the command waits until it is set. */
  isBornWithSize?: boolean
  attached: boolean
}

/**
 * A one-off dyno. An attached one is read live and keeps no log; a detached one's output goes to the app's log.
 *
 * @param holder the container whose network it joins, in place of the app's own. Other dynos then can't reach it by name,
 *   since Docker gives names to a network's own members alone; it reaches them as ever.
 */
export function oneOffSpec(source: DynoSource, oneOff: OneOff, holder?: string): ContainerSpec {
  const { controllerId, app, slug } = source
  const common = commonSpec(source, oneOff.name, oneOff.size, oneOff.limits)
  const terminalSize = oneOff.tty && oneOff.attached ? (oneOff.terminalSize ?? null) : null
  const awaitsSize = terminalSize !== null && !oneOff.isBornWithSize
  return {
    ...common,
    image: imageOf(slug, oneOff.type).image,
    network: holder === undefined ? common.network : `container:${holder}`,
    argv: launchArgv(slug, oneOff.command, { awaitsSize }),
    env: { ...dynoEnv(source, oneOff.name, null), ...(oneOff.tty ? {} : signalAll), ...oneOff.env },
    labels: {
      ...appLabels(controllerId, app, 'one-off'),
      ...dynoLabels(source, oneOff.type ?? 'run', oneOff.name, oneOff.size, describeCommand(oneOff.command)),
      ...settingsLabels({ ...plainDynoSettings, limits: oneOff.limits ?? noLimits }, null),
      [labels.run]: oneOff.runId,
      ...(oneOff.attached ? {} : { [labels.logged]: 'true' }),
      ...(holder === undefined ? {} : { [labels.holder]: holder }),
    },
    networkAliases: holder === undefined ? [oneOff.name] : [],
    tty: oneOff.tty,
    terminalSize,
    openStdin: oneOff.attached,
    log: oneOff.attached ? null : { maxSizeMb: 10, maxFiles: 3 },
    restart: 'never',
    publish: null,
  }
}

/** With the port that health checks may ask at. */
function settingsLabels(settings: DynoSettings, containerPort: number | null): Record<string, string> {
  const text = formatDynoSettings(settings)
  if (text === '') return {}
  return {
    [labels.settings]: text,
    ...(containerPort === null ? {} : { [labels.containerPort]: String(containerPort) }),
  }
}

function commonSpec(source: DynoSource, name: string, sizeName: string, limits: Limits = noLimits) {
  const { controllerId, app, unique } = source
  const { memory, cpu } = effectiveLimits(sizeName, limits)
  return {
    name: containerName(controllerId, app.name, name, unique),
    network: networkName(controllerId, app),
    memoryMb: toMb(memory.limit),
    cpus: cpu.limit / 1000,
    ...(memory.request === null && cpu.request === null
      ? {}
      : {
          reserved: {
            memoryMb: memory.request === null ? null : toMb(memory.request),
            cpus: cpu.request === null ? null : cpu.request / 1000,
          },
        }),
    pids: maximumProcesses,
    volumes: [],
    user: null,
    workingDir: null,
  }
}

const toMb = (bytes: number) => bytes / 1024 ** 2

function dynoEnv({ release, slug }: DynoSource, name: string, port: number | null): Record<string, string> {
  return {
    ...visibleConfig(slug.launch, release.config),
    DYNO: name,
    ...(port === null ? {} : { PORT: String(port) }),
  }
}

function dynoLabels(
  { release, appLabels = {} }: DynoSource,
  type: string,
  name: string,
  size: string,
  command: string,
) {
  return {
    ...Object.fromEntries(Object.entries(appLabels).map(([it, value]) => [appLabelPrefix + it, value])),
    [labels.type]: type,
    [labels.dyno]: name,
    [labels.release]: String(release.version),
    [labels.releaseId]: release.id,
    [labels.size]: size,
    [labels.command]: command,
  }
}

/** For people: words that need it are quoted. */
export function describeCommand(command: OneOff['command']): string {
  if ('line' in command) return command.line
  return command.argv
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ')
}
