import { access } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type DockerSurroundings,
  dockerConfigDir,
  findCurrentContext,
  readContext,
} from './docker-context.ts'
import { type ParsedAddress, parseAddress } from './endpoint-address.ts'
import { type EndpointTls, findTls, readTls } from './endpoint-tls.ts'

/** Where a Docker Engine is and how it is reached; `resolveDockerEndpoint` makes one. Holds private keys: never log it. */
export type DockerEndpoint =
  | { transport: 'socket'; path: string }
  /** Without `tls` in plain text. `host` is a name, or an address without brackets. */
  | { transport: 'tcp'; host: string; port: number; tls: EndpointTls | null }
  /** By the person's own `ssh` program; `socketPath` is one on that machine other than its Docker's own. */
  | { transport: 'ssh'; host: string; port: number | null; user: string | null; socketPath: string | null }

/**
 * The engine that `address` means: `unix:///path`, `tcp://host:port`, `https://host`, `ssh://user@host:port` or the name of a
 * docker context. `default` and undefined are what the `docker` program by itself would use: DOCKER_HOST, then DOCKER_CONTEXT,
 * then the `currentContext` of its config.json, then the machine's own socket (docker/cli: cli/command/cli.go,
 * resolveContextName). Asks no engine. Throws a Problem: `invalid_params` for an address or certificate files that can't be
 * used, `not_found` for a context that isn't there.
 *
 * @example
 * const endpoint = await resolveDockerEndpoint('ssh://deploy@10.0.0.5', { env: process.env, home: homedir() })
 */
export async function resolveDockerEndpoint(
  address: string | undefined,
  surroundings: DockerSurroundings,
): Promise<DockerEndpoint> {
  if (address !== undefined && address !== 'default') {
    const parsed = parseAddress(address)
    return parsed ? withTls(parsed, surroundings) : fromContext(address, undefined, surroundings)
  }
  if (surroundings.env['DOCKER_HOST']) return resolveDockerHost(surroundings)
  const current = await findCurrentContext(surroundings)
  if (!current || current.name === 'default') return resolveDockerHost(surroundings)
  return fromContext(current.name, current.namedBy, surroundings)
}

/** DOCKER_HOST, or else the machine's own socket; contexts are not looked at. A controller's engine is found by this. */
export async function resolveDockerHost(surroundings: DockerSurroundings): Promise<DockerEndpoint> {
  const host = surroundings.env['DOCKER_HOST']
  if (!host) return { transport: 'socket', path: await findDefaultSocket(surroundings.home) }
  // Unlike a context's name, a bare word here is a host.
  return withTls(parseAddress(host) ?? parseAddress(`tcp://${host}`), surroundings)
}

/** How it is named in messages and logs. */
export function describeEndpoint(endpoint: DockerEndpoint): string {
  if (endpoint.transport === 'socket') return endpoint.path
  const host = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host
  if (endpoint.transport === 'tcp') return `${endpoint.tls ? 'https' : 'tcp'}://${host}:${endpoint.port}`
  const user = endpoint.user === null ? '' : `${endpoint.user}@`
  const port = endpoint.port === null ? '' : `:${endpoint.port}`
  return `ssh://${user}${host}${port}${endpoint.socketPath ?? ''}`
}

/** For the Host header, which a proxy before an engine may look at. Behind a socket or ssh there is no host's name. */
export function hostOf(endpoint: DockerEndpoint): { host: string; port: number } {
  return endpoint.transport === 'tcp'
    ? { host: endpoint.host, port: endpoint.port }
    : { host: 'docker', port: 80 }
}

async function fromContext(
  name: string,
  namedBy: string | undefined,
  surroundings: DockerSurroundings,
): Promise<DockerEndpoint> {
  const { host, tlsDir, verify } = await readContext(name, namedBy, dockerConfigDir(surroundings))
  const parsed = parseAddress(host) ?? parseAddress(`tcp://${host}`)
  if (parsed?.transport !== 'tcp') return parsed
  const found = await readTls(tlsDir, verify)
  const secure = parsed.secure || found !== null || !verify
  return toTcp(parsed, secure ? (found ?? { ca: null, cert: null, key: null, verify, folder: null }) : null)
}

async function withTls(parsed: ParsedAddress, surroundings: DockerSurroundings): Promise<DockerEndpoint> {
  if (parsed.transport !== 'tcp') return parsed
  return toTcp(parsed, await findTls(parsed.secure, surroundings))
}

/** 2375 and 2376 are Docker's ports, without TLS and with it. */
function toTcp(
  { host, port }: { host: string; port: number | null },
  tls: EndpointTls | null,
): DockerEndpoint {
  return { transport: 'tcp', host, port: port ?? (tls ? 2376 : 2375), tls }
}

const systemSocket = '/var/run/docker.sock'

/** Docker Desktop may keep its socket in the home folder alone. */
async function findDefaultSocket(home: string): Promise<string> {
  const ofDesktop = join(home, '.docker', 'run', 'docker.sock')
  if (await exists(systemSocket)) return systemSocket
  return (await exists(ofDesktop)) ? ofDesktop : systemSocket
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
