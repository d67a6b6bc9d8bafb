import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { findFreePorts } from '../../acceptance/runner/free-ports.ts'
import { runProgram } from '../bench.d/run-program.ts'
import { untilReady } from '../bench.d/until-ready.ts'

/** A controller of our own, that can be killed. */
export interface ChaosController {
  apiPort: number
  httpPort: number
  env: NodeJS.ProcessEnv
  token: string
  start(): Promise<void>
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
  /** Ends it and removes all that it made. */
  destroy(): Promise<void>
  /** Of the process that runs now; undefined where none does. */
  usage(): Usage | undefined
  readLog(): Promise<string>
}

export interface Usage {
  memoryMb: number
  openFiles: number
}

/** In seconds: how long a terminal waits for its client. Shorter than the pauses between two tries to come back would be no test. */
const sessionGrace = 4

/** Puts a controller together in this folder. `program`: what is published, `dockerHost`: another engine than the machine's own. */
export async function prepareController(
  folder: string,
  program: string,
  dockerHost: string | undefined,
): Promise<ChaosController> {
  const [apiPort = 0, httpPort = 0] = await findFreePorts(2)
  const dataDir = path.join(folder, 'data')
  const logFile = path.join(folder, 'server.log')
  const env = await prepareEnv(folder, dockerHost)
  const argv = [
    ...[program, 'server', '--data-dir', dataDir, '--one-offs', '1000'],
    ...['--session-grace', String(sessionGrace)],
    ...['--listen', `127.0.0.1:${apiPort}`, '--http', `127.0.0.1:${httpPort}`, '--https', 'none'],
  ]
  let server: ChildProcess | undefined
  const controller: ChaosController = {
    ...{ apiPort, httpPort, env, token: '' },
    async start() {
      const log = await open(logFile, 'a')
      server = spawn(process.execPath, argv, { cwd: folder, env, stdio: ['ignore', log.fd, log.fd] })
      await log.close()
      const tokenFile = path.join(dataDir, 'admin-token')
      await untilReady(server, apiPort, tokenFile)
      controller.token = (await readFile(tokenFile, 'utf8')).trim()
    },
    async end(signal) {
      if (!server || server.exitCode !== null || server.signalCode !== null) return
      const ended = once(server, 'exit')
      server.kill(signal)
      await ended
    },
    async destroy() {
      await controller.end('SIGTERM')
      if (!existsSync(dataDir)) return
      const destroy = [process.execPath, program, 'server:destroy', '--data-dir', dataDir]
      await runProgram([...destroy, '--confirm', dataDir], { cwd: folder, env })
    },
    usage: () => usageOf(server?.pid ?? 0),
    readLog: () => readFile(logFile, 'utf8').catch(() => ''),
  }
  return controller
}

/** A home of its own: whoever runs this keeps theirs as it is. */
async function prepareEnv(folder: string, dockerHost: string | undefined): Promise<NodeJS.ProcessEnv> {
  const home = path.join(folder, 'home')
  await mkdir(home)
  const host = dockerHost ?? process.env['DOCKER_HOST']
  return {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    ...(host === undefined ? {} : { DOCKER_HOST: host }),
  }
}

function usageOf(pid: number): Usage | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    const openFiles = readdirSync(`/proc/${pid}/fd`).length
    return kilobytes === undefined ? undefined : { memoryMb: Number(kilobytes) / 1024, openFiles }
  } catch {
    return undefined
  }
}
