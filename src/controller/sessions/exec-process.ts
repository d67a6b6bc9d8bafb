import type { ProcessEnd, TerminalSize } from '../../attach/frames.ts'
import type { RemoteProcess } from '../../attach/remote-process.ts'
import { messageOf } from '../domain/problem.ts'
import type { Container, Engine } from '../engine/engine.ts'
import { terminalInput } from './container-process.ts'
import { execToEnd } from './exec-to-end.ts'
import { exited } from './exited.ts'
import { takeFirstLine } from './first-line.ts'
import { commandNotFound, notExecutable, notStarted } from './not-started.ts'

export interface ExecProcessOptions {
  engine: Engine
  /** A container that runs. */
  id: string
  argv: readonly string[]
  /** On top of the container's own. */
  env: Readonly<Record<string, string>>
  tty: boolean
  /** What the container has. */
  memoryMb: number
  /** Asked for right before the command starts. */
  size?: () => TerminalSize | undefined
}

/**
 * Runs a command in a container beside its own process, and gives it as a process, or why there is none. Does not reject.
 *
 * The engine neither signals such a command nor ends it when its client goes (moby/moby#9098): whoever lets go of it for
 * good sends it a signal first.
 */
export async function startExecProcess(options: ExecProcessOptions): Promise<RemoteProcess | ProcessEnd> {
  const { engine, id, argv, env, tty, memoryMb, size } = options
  let wasKilled = false
  try {
    const before = engine.findContainer(id)
    before.catch(() => {})
    const exec = await engine.execContainer(id, { argv: startArgv(argv, tty), env, tty })
    const { line, rest } = takeFirstLine(exec.stdout)
    const said = await line
    if (!/^\d+$/.test(said)) {
      exec.destroy()
      return whyNotStarted(said, argv[0])
    }
    const startedAt = (await before)?.startedAt ?? null
    if (tty) await release(exec, size?.())
    return {
      stdin: tty ? terminalInput(exec.stdin) : exec.stdin,
      stdout: rest,
      stderr: exec.stderr,
      resize: exec.resize,
      signal(name) {
        wasKilled ||= name === 'SIGKILL'
        return sendSignal(engine, id, said, name)
      },
      exit: endOf(engine, { id, startedAt }, exec.exit, (exitCode) =>
        exited({ exitCode, memoryMb, wasKilled }),
      ),
      destroy: exec.destroy,
    }
  } catch (error) {
    return whyNotStarted(messageOf(error), argv[0])
  }
}

/** What the first line says where the command can't be started. */
const notThere = 'not found'
const notToRun = 'not executable'

/**
 * Tells the process id that the command will have, which is also that of its group and session, then becomes the command.
 * A terminal's command waits until its terminal has a size, for the end of input: the one key that no terminal echoes and
 * that leaves nothing behind. The dyno's own shell may be any, so this is what POSIX has.
 */
const startScript = `case $2 in
*/*)
  [ -e "$2" ] || { echo ${notThere}; exit 127; }
  [ ! -d "$2" ] && [ -x "$2" ] || { echo ${notToRun}; exit 126; } ;;
*)
  command -v -- "$2" >/dev/null || { echo ${notThere}; exit 127; } ;;
esac
echo $$
[ "$1" = pipe ] || read -r qp_it
shift
exec "$@"`

function startArgv(argv: readonly string[], tty: boolean): readonly string[] {
  return ['/bin/sh', '-c', startScript, 'sh', tty ? 'terminal' : 'pipe', ...argv]
}

type Exec = Awaited<ReturnType<Engine['execContainer']>>

async function release(exec: Exec, size: TerminalSize | undefined): Promise<void> {
  // A command that has been killed meanwhile needs no size.
  if (size) await exec.resize(size).catch(() => {})
  exec.stdin.write('\u0004')
}

/**
 * By a command of its own, to the whole group, as a terminal's keys are. As the dyno's user, not root: it runs with the app's
 * environment, and so with any LD_PRELOAD in it. What has ended in the meantime can take no signal, and that is fine.
 */
async function sendSignal(engine: Engine, id: string, pid: string, name: NodeJS.Signals): Promise<void> {
  const script = 'kill -s "$1" -- "-$2" || kill -s "$1" "$2"'
  const argv = ['/bin/sh', '-c', script, 'sh', name.replace(/^SIG/, ''), pid]
  await execToEnd(engine, id, argv)
}

/** Codes as a shell and `docker run` have them: 127 not found, 126 not executable, 125 the engine's own trouble. */
function whyNotStarted(said: string, word = ''): ProcessEnd {
  if (said === notThere) return commandNotFound(word)
  if (said === notToRun) return notExecutable(word, 'it is no executable file')
  if (/"\/bin\/sh".*(no such file|not found)/.test(said))
    return notStarted(125, 'the image of this dyno has no /bin/sh, by which commands are started in it')
  return notStarted(125, said === '' ? 'the dyno ended before the command started' : said)
}

/** Milliseconds in which a container's end is known, once its processes were killed with it. */
const endPatience = 500

async function endOf(
  engine: Engine,
  container: Pick<Container, 'id' | 'startedAt'>,
  exit: Promise<number>,
  describeExit: (code: number) => ProcessEnd,
): Promise<ProcessEnd> {
  try {
    const exitCode = await exit
    // A container's end kills all that runs in it.
    if (exitCode !== 137 || (await runsOn(engine, container))) return describeExit(exitCode)
    return gone('the dyno ended while the command ran in it')
  } catch (error) {
    return gone(`nobody knows how the command ended: ${messageOf(error)}`)
  }
}

function gone(message: string): ProcessEnd {
  return { exitCode: 253, reason: 'dyno-gone', message }
}

/** False too for one that was started again in the meantime. */
async function runsOn(
  engine: Engine,
  { id, startedAt }: Pick<Container, 'id' | 'startedAt'>,
): Promise<boolean> {
  const late = AbortSignal.timeout(endPatience)
  const ended = await engine.waitContainer(id, { signal: late }).catch(() => !late.aborted)
  if (ended) return false
  const now = await engine.findContainer(id)
  return now?.state === 'running' && now.startedAt?.getTime() === startedAt?.getTime()
}
