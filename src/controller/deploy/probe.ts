import { request } from 'node:http'
import { connect } from 'node:net'
import type { Dyno } from '../domain/dyno.ts'
import type { HealthCheck, Probe } from '../domain/health-check.ts'
import { messageOf, Problem } from '../domain/problem.ts'
import type { Engine } from '../engine/engine.ts'

/** Of a dyno, what is needed to ask it. */
export type Probed = Pick<Dyno, 'containerId' | 'containerPort'>

interface Asking {
  check: Pick<HealthCheck, 'probe' | 'timeout'>
  /** The Host of an httpGet that names none. */
  hostname: string
  signal: AbortSignal
}

/**
 * Asks a dyno once whether it is well: undefined, or why not ("answered 503"). Throws where nobody could ask, since the engine
 * was away.
 */
export async function probeDyno(
  engine: Engine,
  dyno: Probed,
  { check, hostname, signal }: Asking,
): Promise<string | undefined> {
  const { probe, timeout } = check
  const timedOut = AbortSignal.timeout(timeout * 1000)
  const until = AbortSignal.any([timedOut, signal])
  try {
    if (probe.kind === 'exec') return await askByCommand(engine, dyno, probe.command, until)
    const port = probe.port ?? dyno.containerPort
    const host = await engine.findAddress(dyno.containerId)
    if (host === undefined || port === null) return 'has no address'
    if (probe.kind === 'tcpSocket') return await connectTo(host, port, until)
    return await ask(probe, { host, port, hostname }, until)
  } catch (error) {
    if (error instanceof Problem && error.id === 'engine_unavailable') throw error
    return timedOut.aborted ? `said nothing for ${timeout} seconds` : `failed: ${messageOf(error)}`
  }
}

/** Its own address and not the published one: the engine's proxy takes connections for a process that does not listen. */
function connectTo(host: string, port: number, signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal }, () => {
      socket.destroy()
      resolve(undefined)
    })
    socket.on('error', reject)
  })
}

function ask(
  { path, headers }: Extract<Probe, { kind: 'httpGet' }>,
  { host, port, hostname }: { host: string; port: number; hostname: string },
  signal: AbortSignal,
): Promise<string | undefined> {
  const own = { host: hostname, 'user-agent': 'qp-health-check', connection: 'close' }
  const named = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))
  const options = { host, port, path, headers: { ...own, ...named }, signal, agent: false }
  return new Promise((resolve, reject) => {
    const asked = request(options, (response) => {
      const status = response.statusCode ?? 0
      response.destroy()
      resolve(status >= 200 && status < 400 ? undefined : `answered ${status}`)
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** In the environment that the dyno was made with. What does not end in time goes on, and is not waited for. */
async function askByCommand(
  engine: Engine,
  { containerId }: Probed,
  argv: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const process = await engine.execContainer(containerId, { argv, env: {}, tty: false })
  const aborted = Promise.withResolvers<never>()
  const giveUp = () => aborted.reject(new Error('given up'))
  signal.addEventListener('abort', giveUp)
  if (signal.aborted) giveUp()
  process.stdin.end()
  process.stdout.resume()
  process.stderr?.resume()
  try {
    const code = await Promise.race([process.exit, aborted.promise])
    return code === 0 ? undefined : `exited with ${code}`
  } finally {
    signal.removeEventListener('abort', giveUp)
    process.destroy()
  }
}
