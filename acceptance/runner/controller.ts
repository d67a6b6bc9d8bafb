import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, openSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { prepareEnvironment } from './environment.ts'
import { findFreePorts } from './free-ports.ts'
import { runLine } from './process-line.ts'
import type { PrivateController } from './script-run.ts'
import type { Variables } from './variables.ts'

const readyLimitMs = 60_000
const stopLimitMs = 60_000
const destroyLimitMs = 180_000

/** A `qp server` on the real engine: its data in a folder of its own, on free ports of the loopback address. */
export async function createController(): Promise<PrivateController> {
  const folder = await mkdtemp(path.join(tmpdir(), 'qp-ctl-'))
  const [apiPort, httpPort, httpsPort, sshPort] = await findFreePorts(4)
  const dataDir = path.join(folder, 'data')
  const env = await prepareEnvironment(folder, 'controller', {})
  const variables = {
    URL: `http://127.0.0.1:${apiPort}`,
    HTTP_PORT: String(httpPort),
    HTTPS_PORT: String(httpsPort),
    SSH_PORT: String(sshPort),
    ADMIN_TOKEN: path.join(dataDir, 'admin-token'),
  }
  const logFile = path.join(folder, 'log')
  const addresses = { listen: apiPort, http: httpPort, https: httpsPort, ssh: sshPort }
  // An address that the script says itself counts.
  const addressWords = (said: readonly string[]) =>
    Object.entries(addresses)
      .filter(([name]) => !said.includes(`--${name}`))
      .flatMap(([name, port]) => [`--${name}`, `127.0.0.1:${port}`])
  let server: ChildProcess | undefined

  const end = async (signal: NodeJS.Signals, abort: AbortSignal): Promise<number | null> => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return server?.exitCode ?? null
    const ended = once(server, 'exit', { signal: abort })
    server.kill(signal)
    await ended
    return server.exitCode
  }
  return {
    variables,
    async start(abort, more = []) {
      server = startServer(['--data-dir', dataDir, ...addressWords(more), ...more], env, logFile)
      await untilReady(
        server,
        variables,
        logFile,
        AbortSignal.any([abort, AbortSignal.timeout(readyLimitMs)]),
      )
    },
    async stop(abort) {
      const code = await end('SIGTERM', AbortSignal.any([abort, AbortSignal.timeout(stopLimitMs)]))
      if (code !== 0) throw new Error(`the controller ended with ${code} at SIGTERM:\n${await tail(logFile)}`)
    },
    async kill() {
      await end('SIGKILL', AbortSignal.timeout(stopLimitMs))
    },
    readLog: () => tail(logFile),
    async destroy() {
      await end('SIGTERM', AbortSignal.timeout(stopLimitMs)).catch(() =>
        end('SIGKILL', AbortSignal.timeout(stopLimitMs)),
      )
      if (existsSync(dataDir)) await destroyAll(dataDir, env, folder)
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
    },
  }
}

function startServer(words: readonly string[], env: Variables, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a')
  // Only node itself, without a shell around it: what is killed is the controller and nothing in between.
  const program = path.join(env['REPOSITORY'] ?? '', 'node_modules/node/bin/node')
  const argv = [path.join(env['REPOSITORY'] ?? '', 'bin/run.js'), 'server', ...words]
  return spawn(program, argv, { env: { ...env }, stdio: ['ignore', log, log] })
}

/** It is ready when it knows its first user. */
async function untilReady(
  server: ChildProcess,
  { URL = '', ADMIN_TOKEN = '' }: Variables,
  logFile: string,
  abort: AbortSignal,
): Promise<void> {
  while (!(await isReady(URL, ADMIN_TOKEN))) {
    if (server.exitCode !== null)
      throw new Error(`the controller ended with ${server.exitCode}:\n${await tail(logFile)}`)
    if (abort.aborted) throw new Error(`the controller does not answer on ${URL}:\n${await tail(logFile)}`)
    await delay(100, undefined, { signal: abort }).catch(() => undefined)
  }
}

async function isReady(url: string, tokenFile: string): Promise<boolean> {
  try {
    const token = (await readFile(tokenFile, 'utf8')).trim()
    const answer = await fetch(`${url}/account`, {
      headers: { Accept: 'application/vnd.heroku+json; version=3', Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(5000),
    })
    return answer.ok
  } catch {
    return false
  }
}

/** Apps, images, networks, volumes, nginx and the data: all that it made, and nothing else. */
async function destroyAll(dataDir: string, env: Variables, cwd: string): Promise<void> {
  const line = `qp server:destroy --data-dir '${dataDir}' --confirm '${dataDir}'`
  const { code, stdout, stderr } = await runLine(line, { cwd, env }, AbortSignal.timeout(destroyLimitMs))
  if (code !== 0) throw new Error(`${line}: exit code ${code}\n${stdout}${stderr}`)
}

async function tail(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trimEnd().split('\n')
  return lines.slice(-40).join('\n')
}
