import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Variables } from './variables.ts'

export interface Outcome {
  stdout: string
  stderr: string
  /** 128 + the signal's number where a signal ended it, as a shell says it. */
  code: number
}

/** Where a line runs. */
export interface Place {
  cwd: string
  env: Variables
}

export interface RunningLine {
  outcome: Promise<Outcome>
  /** To the whole process group, as a terminal does. No-op once it has ended. */
  signal(name: NodeJS.Signals): void
}

/** Outcomes are read by people: no more than this of each stream is kept. */
const keptCharacters = 4_000_000

/** Runs one line in bash, as a user would type it, with no standard input and in a process group of its own. */
export function startLine(line: string, place: Place): RunningLine {
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', line], {
    cwd: place.cwd,
    env: { ...place.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const streams = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      streams[name] = (streams[name] + text).slice(0, keptCharacters)
    })
  }
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ ...streams, code: code ?? signalCode(signal) }))
  })
  return { outcome, signal: (name) => signalGroup(child.pid, name) }
}

/** Runs a line to its end; aborting kills it with all of its process group. */
export async function runLine(line: string, place: Place, abort: AbortSignal): Promise<Outcome> {
  abort.throwIfAborted()
  const running = startLine(line, place)
  const kill = () => running.signal('SIGKILL')
  abort.addEventListener('abort', kill)
  try {
    const outcome = await running.outcome
    abort.throwIfAborted()
    return outcome
  } finally {
    abort.removeEventListener('abort', kill)
  }
}

function signalCode(signal: NodeJS.Signals | null): number {
  return 128 + (signal ? constants.signals[signal] : 0)
}

/** No-op where the group is gone already. */
export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
