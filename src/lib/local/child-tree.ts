import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { programArgv } from '../plugins/program-argv.ts'
import type { Terminal } from '../terminal.ts'

/** A shell line that runs, with whatever it starts. */
export interface ChildTree {
  child: ChildProcess
  /** The code a shell would give: 128 + n for what a signal ended, 127 where it could not be started. */
  exit: Promise<number>
  /** Tells all of it to end. Windows has no signals: there it ends at once. */
  end(signal: NodeJS.Signals): void
}

/** Starts a line in the machine's own shell, and at the head of a process group, so that what it starts can be told to end too. */
export function startTree(line: string, options: SpawnOptions): ChildTree {
  const isWindows = process.platform === 'win32'
  const child = spawn(line, { ...options, shell: true, detached: !isWindows })
  return {
    child,
    exit: exitOf(child),
    end(signal) {
      if (child.pid === undefined) return
      if (isWindows) spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' })
      else endGroup(child.pid, signal)
    },
  }
}

/**
 * Runs an argv, or one shell line, in the place of this process, with its streams. A terminal sends Ctrl-C to both, and the
 * command decides what to do about it; what is sent to this process alone is passed on.
 */
export async function runInPlace(
  words: readonly string[],
  options: SpawnOptions,
  { onSignal }: Pick<Terminal, 'onSignal'>,
  platform: string = process.platform,
): Promise<number> {
  const child = startInPlace(words, options, platform)
  const listening = [
    onSignal('SIGINT', () => {}),
    ...(['SIGTERM', 'SIGHUP'] as const).map((name) => onSignal(name, () => child.kill(name))),
  ]
  try {
    return await exitOf(child)
  } finally {
    for (const stop of listening) stop()
  }
}

function startInPlace(words: readonly string[], options: SpawnOptions, platform: string): ChildProcess {
  const [line = '', ...more] = words
  if (more.length === 0) return spawn(line, { ...options, shell: true, stdio: 'inherit' })
  const { file, args, verbatim } = programArgv(words, options.env ?? process.env, platform)
  return spawn(file, args, { ...options, stdio: 'inherit', windowsVerbatimArguments: verbatim })
}

async function exitOf(child: ChildProcess): Promise<number> {
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
    return code ?? 128 + (signal === null ? 0 : constants.signals[signal])
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return 126
    return 127
  }
}

function endGroup(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-id, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
