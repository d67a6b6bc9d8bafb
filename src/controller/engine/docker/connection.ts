import { homedir } from 'node:os'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { problem } from '../../domain/problem.ts'
import { DialAgent } from './dial-agent.ts'
import type { DockerApi } from './docker-api.ts'
import { type DockerEndpoint, describeEndpoint, hostOf, resolveDockerHost } from './endpoint.ts'
import { type EngineRefusal, readRefusal } from './errors.ts'
import { createModemApi, type Modem } from './modem-api.ts'
import { type OpenWebSocket, openWebSocket } from './open-websocket.ts'
import { describeStranger } from './stranger.ts'

export interface EngineTarget {
  /** Without one: where DOCKER_HOST says, or else at the machine's own socket. */
  endpoint?: DockerEndpoint
}

/** What is told of the engine itself; pino's loggers fit. */
export interface EngineLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

interface Connected {
  api: DockerApi
  openWebSocket: OpenWebSocket
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
export function createConnection({ log, endpoint }: EngineTarget & { log?: EngineLog }): {
  api: DockerApi
  openWebSocket: OpenWebSocket
  ping(): Promise<{ version: string; apiVersion: string }>
  /** Asks the engine only where nothing has yet. */
  negotiated(): Promise<{ apiVersion: string }>
} {
  let connected: Promise<Connected> | undefined
  const connect = () => {
    connected ??= openConnection(endpoint, log).catch((error: unknown) => {
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
    openWebSocket: async (request) => (await connect()).openWebSocket(request),
    async ping() {
      const { api, version, apiVersion } = await connect()
      await api.send({ method: 'GET', path: '/_ping' })
      return { version, apiVersion }
    },
    negotiated: connect,
  }
}

async function openConnection(
  target: DockerEndpoint | undefined,
  log: EngineLog | undefined,
): Promise<Connected> {
  const endpoint = target ?? (await resolveDockerHost({ env: process.env, home: homedir() }))
  const agent = new DialAgent(endpoint)
  const unversioned = createModemApi(await openModem(endpoint, agent), endpoint)
  const { Version: engine, ApiVersion, MinAPIVersion } = await askVersion(unversioned, endpoint)
  const apiVersion = negotiateVersion({ oldest: MinAPIVersion, newest: ApiVersion, engine })
  const version = `v${apiVersion}`
  log?.info({ engine, apiVersion, where: describeEndpoint(endpoint) }, 'connected to the Docker Engine')
  return {
    api: createModemApi(await openModem(endpoint, agent, version), endpoint),
    openWebSocket: (request) => openWebSocket({ endpoint, agent, version }, request),
    version: engine,
    apiVersion,
  }
}

/** Whatever else may listen there is found out by this first request. */
async function askVersion(api: DockerApi, endpoint: DockerEndpoint): Promise<Static<typeof Version>> {
  let answer: unknown
  try {
    answer = await api.send({ method: 'GET', path: '/version' })
  } catch (error) {
    const refusal = readRefusal(error)
    if (!refusal || isOfEngine(refusal)) throw error
    throw describeStranger(endpoint, { said: refusal.message, status: refusal.status, cause: error })
  }
  if (Value.Check(Version, answer)) return answer
  const said = Buffer.isBuffer(answer) ? answer : JSON.stringify(answer)
  throw describeStranger(endpoint, { said, status: 200 })
}

/** An engine in trouble, or one that lets not everybody in (an authorization plugin, a proxy before it). */
function isOfEngine({ status, message }: EngineRefusal): boolean {
  return (status === 403 || status >= 500) && !/^\s*(<|$)/.test(message)
}

/** dockerode is loaded here, when an engine is first needed. How its requests get there is the agent's affair. */
async function openModem(endpoint: DockerEndpoint, agent: DialAgent, version?: string): Promise<Modem> {
  const { default: Docker } = await import('dockerode')
  const options = { ...hostOf(endpoint), protocol: 'http' as const, agent, ...(version && { version }) }
  return withoutDockerHost(() => new Docker(options)).modem
}

/**
 * dockerode reads DOCKER_HOST, and the certificates it implies, even where it is told another address, and throws for what it
 * can't read.
 */
function withoutDockerHost<T>(make: () => T): T {
  const { DOCKER_HOST } = process.env
  delete process.env['DOCKER_HOST']
  try {
    return make()
  } finally {
    if (DOCKER_HOST !== undefined) process.env['DOCKER_HOST'] = DOCKER_HOST
  }
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
