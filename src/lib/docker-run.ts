import { homedir } from 'node:os'
import type { DockerRun } from '../api-client/docker/run-on-docker.ts'
import type { DynoCreate } from '../api-types/dyno.ts'
import type { AppContext } from './app-context.ts'
import { withControllerProblems } from './controller-problem.ts'
import { describeAppSource, describeImageSource } from './docker-source.ts'
import { listenForInterruption, unlessAborted } from './interruption.ts'
import { checkEnd, decideTty, standIn } from './stand-in.ts'
import { startStatus } from './start-status.ts'
import type { Surroundings } from './surroundings.ts'
import { terminalEnv } from './terminal-env.ts'

export interface DockerSessionOptions {
  surroundings: Surroundings
  /** The engine, as a person names it. */
  address: string
  /** Whose current release it runs, or which image. */
  of: AppContext | { image: string }
  request: DynoCreate
  /** The command as the person typed it. */
  title: string
  /** Undefined: a terminal where stdin and stdout are one. */
  tty: boolean | undefined
  notify: boolean
}

/**
 * Runs a one-off process straight on a Docker Engine, and is its terminal or its pipes until it has ended. Nothing is left of it
 * on any way out. Throws what `checkEnd` does.
 */
export async function dockerSession({
  tty: asked,
  title,
  notify,
  ...options
}: DockerSessionOptions): Promise<void> {
  const { surroundings, of } = options
  const { terminal } = surroundings
  const tty = decideTty(terminal, asked)
  const interruption = listenForInterruption(terminal)
  const status = startStatus(terminal, `Running ${title} on ${'image' in of ? of.image : of.app}`, { notify })
  let run: DockerRun | undefined
  try {
    run = await startRun(options, tty, interruption.signal)
    const { name, image, engine, process } = run
    const hint = `It is of the image ${image}, on the Docker Engine ${engine}.`
    if ('exitCode' in process) return checkEnd({ by: 'process', ...process }, { hint })
    const ended = standIn(process, { terminal, tty, onUp: () => status.end(`up, ${name}`) })
    interruption.stop()
    checkEnd(await ended, { hint })
  } finally {
    interruption.stop()
    status.end(run ? `failed, ${run.name}` : 'failed')
    await run?.close()
  }
}

/** As the controller has it for what nobody is attached to, in seconds. */
const defaultTimeToLive = 86_400

async function startRun(
  { surroundings, address, of, request }: Omit<DockerSessionOptions, 'title' | 'tty' | 'notify'>,
  tty: boolean,
  signal: AbortSignal,
): Promise<DockerRun> {
  const { terminal, env, now } = surroundings
  // Loaded while the controller is asked.
  const loading = import('../api-client/docker/run-on-docker.ts')
  loading.catch(() => {})
  const describing = 'image' in of ? describeImageSource(of.image, request) : describeAppSource(of, request)
  const { source, size } = await unlessAborted(signal, Promise.resolve(describing))
  const { runOnDocker } = await loading
  const { columns, rows } = terminal
  const running = runOnDocker({
    address,
    surroundings: { env, home: env['HOME'] || homedir() },
    source,
    size,
    command: request.argv ? { argv: request.argv } : { line: request.command ?? '' },
    env: { ...(tty ? { ...langOf(env, source.release?.config), ...terminalEnv(env) } : {}), ...request.env },
    tty,
    terminalSize: tty && columns > 0 && rows > 0 ? { columns, rows } : undefined,
    timeout: request.timeout,
    timeToLive: request.time_to_live ?? defaultTimeToLive,
    now,
    onPull: (image) =>
      void (terminal.isTTY.stderr && !terminal.isQuiet && terminal.stderr.write(`pulling ${image}... `)),
    signal,
  })
  return withControllerProblems(running)
}

/** What the app says of its language wins over the person's. */
function langOf(
  env: Surroundings['env'],
  config: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return env['LANG'] && !('LANG' in config) ? { LANG: env['LANG'] } : {}
}
