import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdir, open, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { findFreePorts } from '../../acceptance/runner/free-ports.ts'
import type { Target } from './answers.ts'
import type { BenchOptions } from './bench.ts'
import { publish } from './publish.ts'
import { type Place, runProgram } from './run-program.ts'
import { untilReady } from './until-ready.ts'

/** A controller on the machine's own engine with one app on it, as somebody has it who installed what is published. */
export interface PrivateController {
  app: string
  /** The app's git repository, with a remote for it. All programs run in here. */
  source: string
  /** The app through the router. */
  target: Target
  qp(...words: string[]): Promise<string>
  /** The argv that starts qp, and where: for what is not simply run to its end. */
  argv: readonly string[]
  place: Place
  serverPid(): number
  git(...words: string[]): Promise<string>
  docker(...words: string[]): Promise<string>
  /** Removes what the bench itself has made: called before the controller goes, also when interrupted; the last first. */
  atEnd(remove: () => Promise<unknown>): void
}

/** Builds what is published and starts it; runs `use`, and removes all that the controller made, also when interrupted. */
export async function withController<T>(
  { root, folder, say }: Omit<BenchOptions, 'rounds'>,
  source: 'hello' | 'fast',
  use: (controller: PrivateController) => Promise<T>,
): Promise<T> {
  say('building what is published')
  const program = await publish(root, path.join(folder, 'package'))
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'package', 'node_modules'))
  const server = await prepareServer(folder, program)
  const removals: (() => Promise<unknown>)[] = [server.destroy]
  let removed: Promise<void> | undefined
  // Once: an interrupt also ends what the bench was waiting for, which then comes here too.
  const removeAll = () => (removed ??= removeInTurn())
  const removeInTurn = async () => {
    for (let remove = removals.pop(); remove; remove = removals.pop())
      await remove().catch((error) => say(`something is left behind: ${error}`))
  }
  const leave = () =>
    void removeAll()
      .then(() => rm(folder, { recursive: true, force: true }))
      .finally(() => process.exit(130))
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.on(signal, leave)
  try {
    say('starting a controller')
    await server.start()
    const atEnd = (remove: () => Promise<unknown>) => void removals.push(remove)
    const app = await createApp(server, program, path.join(import.meta.dirname, 'apps', source))
    const controller = { ...app, atEnd }
    say(`deploying ${source}`)
    await controller.git('push', '--quiet', 'qp', 'main')
    return await use(controller)
  } catch (error) {
    say(await server.readLog())
    throw error
  } finally {
    say('removing the controller and all that it made')
    await removeAll()
    for (const signal of signals) process.off(signal, leave)
  }
}

interface Server {
  folder: string
  env: NodeJS.ProcessEnv
  url: string
  httpPort: number
  tokenFile: string
  start(): Promise<void>
  pid(): number
  destroy(): Promise<void>
  readLog(): Promise<string>
}

async function prepareServer(folder: string, program: string): Promise<Server> {
  const [apiPort = 0, httpPort = 0] = await findFreePorts(2)
  const dataDir = path.join(folder, 'data')
  const tokenFile = path.join(dataDir, 'admin-token')
  const logFile = path.join(folder, 'server.log')
  const env = await prepareEnv(folder)
  const url = `http://127.0.0.1:${apiPort}`
  const readLog = async () => (await readFile(logFile, 'utf8').catch(() => '')).slice(-4000)
  let server: ChildProcess | undefined
  return {
    ...{ folder, env, url, httpPort, tokenFile, readLog },
    async start() {
      const log = await open(logFile, 'a')
      const addresses = [
        '--listen',
        `127.0.0.1:${apiPort}`,
        '--http',
        `127.0.0.1:${httpPort}`,
        '--https',
        'none',
      ]
      const argv = [program, 'server', '--data-dir', dataDir, ...addresses]
      server = spawn(process.execPath, argv, { cwd: folder, env, stdio: ['ignore', log.fd, log.fd] })
      await log.close()
      await untilReady(server, apiPort, tokenFile)
    },
    pid: () => server?.pid ?? 0,
    async destroy() {
      if (server && server.exitCode === null && server.signalCode === null) {
        const ended = once(server, 'exit')
        server.kill()
        await ended
      }
      if (!existsSync(dataDir)) return
      const argv = [process.execPath, program, 'server:destroy', '--data-dir', dataDir, '--confirm', dataDir]
      await runProgram(argv, { cwd: folder, env })
    },
  }
}

/** A home and a configuration of its own: whoever runs a bench keeps theirs as they are. */
async function prepareEnv(folder: string): Promise<NodeJS.ProcessEnv> {
  const home = path.join(folder, 'home')
  await mkdir(home)
  const gitConfig = path.join(home, '.gitconfig')
  await writeFile(gitConfig, '[user]\n\tname = Bench\n\temail = bench@example.com\n')
  return {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    GIT_CONFIG_GLOBAL: gitConfig,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    ...(process.env['DOCKER_HOST'] === undefined ? {} : { DOCKER_HOST: process.env['DOCKER_HOST'] }),
  }
}

/** A copy of the source as a git repository, and an app for it. */
async function createApp(
  { folder, env, url, httpPort, tokenFile, pid }: Server,
  program: string,
  from: string,
): Promise<Omit<PrivateController, 'atEnd'>> {
  const app = `bench-${randomBytes(4).toString('hex')}`
  const source = path.join(folder, app)
  await cp(from, source, { recursive: true })
  const place = { cwd: source, env }
  const controller = {
    ...{ app, source, target: { port: httpPort, hostname: `${app}.localhost` } },
    ...{ argv: [process.execPath, program], place, serverPid: pid },
    qp: (...words: string[]) => runProgram([process.execPath, program, ...words], place),
    git: (...words: string[]) => runProgram(['git', ...words], place),
    docker: (...words: string[]) => runProgram(['docker', ...words], place),
  }
  await controller.qp('login', url, '--token-file', tokenFile)
  await controller.git('init', '--quiet', '--initial-branch=main')
  await controller.git('add', '.')
  await controller.git('commit', '--quiet', '--message', 'Say hello')
  await controller.qp('apps:create', app)
  return controller
}
