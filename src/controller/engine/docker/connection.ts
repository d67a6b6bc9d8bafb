import { Type } from 'typebox'
import { problem } from '../../domain/problem.ts'
import type { DockerApi } from './docker-api.ts'
import { createModemApi, type Modem } from './modem-api.ts'
import { parseAnswer } from './parse-answer.ts'

export interface EngineTarget {
  /** Wins over DOCKER_HOST. */
  socketPath?: string
}

/** What is told of the engine itself; pino's loggers fit. */
export interface EngineLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

interface Connected {
  api: DockerApi
  version: string
  apiVersion: string
}

/** What this code was written for: 1.41 is Docker 20.10. A newer engine is spoken to in the newest that is known here. */
const oldestApi = '1.41'
const newestApi = '1.51'

const Version = Type.Object({
  Version: Type.String(),
  ApiVersion: Type.String(),
  MinAPIVersion: Type.Optional(Type.String()),
})

/** Connects at the first request, and again at the next one for as long as that fails. */
export function createConnection({ log, ...target }: EngineTarget & { log?: EngineLog }): {
  api: DockerApi
  ping(): Promise<{ version: string; apiVersion: string }>
  /** Asks the engine only where nothing has yet. */
  negotiated(): Promise<{ apiVersion: string }>
} {
  let connected: Promise<Connected> | undefined
  const connect = () => {
    connected ??= openConnection(target, log).catch((error: unknown) => {
      connected = undefined
      throw error
    })
    return connected
  }
  return {
    api: {
      send: async (request) => (await connect()).api.send(request),
      stream: async (request) => (await connect()).api.stream(request),
      hijack: async (request) => (await connect()).api.hijack(request),
    },
    async ping() {
      const { api, version, apiVersion } = await connect()
      await api.send({ method: 'GET', path: '/_ping' })
      return { version, apiVersion }
    },
    negotiated: connect,
  }
}

async function openConnection(target: EngineTarget, log: EngineLog | undefined): Promise<Connected> {
  const unversioned = await openModem(target)
  const answer = await createModemApi(unversioned.modem, unversioned.where).send({
    method: 'GET',
    path: '/version',
  })
  const { Version: version, ApiVersion, MinAPIVersion } = parseAnswer(Version, answer)
  const apiVersion = negotiateVersion({ oldest: MinAPIVersion, newest: ApiVersion, engine: version })
  const { modem, where } = await openModem({ ...target, version: `v${apiVersion}` })
  log?.info({ engine: version, apiVersion, where }, 'connected to the Docker Engine')
  return { api: createModemApi(modem, where), version, apiVersion }
}

/** dockerode is loaded here, when an engine is first needed. It reads DOCKER_HOST and the like by itself. */
async function openModem(
  options: EngineTarget & { version?: string },
): Promise<{ modem: Modem; where: string }> {
  const { default: Docker } = await import('dockerode')
  const { socketPath, version } = options
  const docker = new Docker({
    ...(version && { version }),
    // Without the explicit `host`, a DOCKER_HOST that names a TCP address would win.
    ...(socketPath && { socketPath, host: undefined, protocol: 'http' as const }),
  })
  const modem: Modem = docker.modem
  return { modem, where: await describeAddress(docker.modem) }
}

/** dockerode's types do not show where it connects to; a socket's path can still be being looked for. */
async function describeAddress(modem: object): Promise<string> {
  const read = (name: string): unknown => Reflect.get(modem, name)
  if (read('host')) return `${read('host')}:${read('port') ?? ''}`
  const path = read('socketPath')
  return String(typeof path === 'function' ? await path() : path)
}

/** The newest version of the API that both sides know, as "1.41". */
export function negotiateVersion(engine: {
  oldest: string | undefined
  newest: string
  engine: string
}): string {
  if (compareVersions(engine.newest, oldestApi) < 0) {
    throw problem(
      'engine_unavailable',
      `Docker ${engine.engine} speaks API ${engine.newest}; qp needs ${oldestApi} (Docker 20.10) or newer. Upgrade Docker.`,
    )
  }
  if (engine.oldest && compareVersions(engine.oldest, newestApi) > 0) {
    throw problem(
      'engine_unavailable',
      `Docker ${engine.engine} no longer speaks API ${newestApi}, the newest this qp knows. Upgrade qp.`,
    )
  }
  return compareVersions(engine.newest, newestApi) < 0 ? engine.newest : newestApi
}

function compareVersions(one: string, other: string): number {
  const [major = 0, minor = 0] = one.split('.').map(Number)
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number)
  return major - otherMajor || minor - otherMinor
}
