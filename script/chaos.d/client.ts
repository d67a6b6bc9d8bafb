import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type IPty, spawn as spawnInPty } from '@lydell/node-pty'

/** A `qp` that runs, on pipes or on a terminal. */
export interface Client {
  /** As a shell has it: 128 + n by a signal. */
  ended: Promise<number>
  hasEnded(): boolean
  /** What came on stdout; of a terminal, all that it showed. */
  output(): Buffer
  /** What came on stderr; empty for a terminal. */
  said(): string
  /** Resolves once it has shown this, or has ended. */
  until(pattern: RegExp): Promise<void>
  write(bytes: Buffer | string): void
  endInput(): void
  pauseReading(): void
  resumeReading(): void
  /** As `head` does when it has enough. */
  closeReading(): void
  /** To qp alone. */
  signal(name: NodeJS.Signals): Promise<void>
  /** Whether the terminal is set as it was before; always so on pipes. */
  isRestored(): boolean
}

export interface ClientOptions {
  argv: readonly [string, ...string[]]
  cwd: string
  env: NodeJS.ProcessEnv
}

export function startOnPipes({ argv: [file, ...args], cwd, env }: ClientOptions): Client {
  const child = spawn(file, args, { cwd, env, stdio: 'pipe' })
  const output: Buffer[] = []
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk
  })
  for (const stream of child.stdio) stream?.on('error', () => {})
  const ended = new Promise<number>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  return {
    ended,
    hasEnded,
    output: () => Buffer.concat(output),
    said: () => said,
    until: (pattern) => waitFor(() => pattern.test(said) || hasEnded()),
    write: (bytes) => void child.stdin.write(bytes),
    endInput: () => void child.stdin.end(),
    pauseReading: () => void child.stdout.pause(),
    resumeReading: () => void child.stdout.resume(),
    closeReading: () => void child.stdout.destroy(),
    signal: async (name) => void child.kill(name),
    isRestored: () => true,
  }
}

/** Tells how the terminal is set before and after, and waits to be ended: what was shown last would be lost with the terminal. */
const onTerminal = `
stty -g >"$1/before"; echo $$ >"$1/ready"
dir=$1; shift
"$@"; echo $? >"$dir/code"
stty -g >"$dir/after"; echo >"$dir/over"
exec sleep 600`

/** `folder`: one of its own, which exists. */
export function startOnTerminal({ argv, cwd, env }: ClientOptions, folder: string): Client {
  const shell = ['-c', onTerminal, 'bash', folder, ...argv]
  const pty = spawnInPty('bash', shell, { cols: 90, rows: 30, cwd, env: { ...env, TERM: 'xterm' } })
  let output = ''
  pty.onData((text) => {
    output += text
  })
  const read = (name: string) => readIfThere(path.join(folder, name))
  let over = false
  // One that has ended, while its shell can't say so on a terminal that nobody reads, is not waited for again.
  let hasStarted = false
  const ended = waitFor(() => read('over') !== '').then(async () => {
    // What the terminal still holds is read until nothing more comes.
    for (let length = -1; length !== output.length; await delay(50)) length = output.length
    over = true
    end(pty)
    return Number(read('code'))
  })
  const hasEnded = () => over || read('code') !== ''
  return {
    ended,
    hasEnded,
    output: () => Buffer.from(output),
    said: () => '',
    until: (pattern) => waitFor(() => pattern.test(output) || hasEnded()),
    write: (bytes) => {
      if (!over) pty.write(bytes.toString())
    },
    endInput: () => {},
    pauseReading: () => pty.pause(),
    resumeReading: () => pty.resume(),
    closeReading: () => {},
    async signal(name) {
      await waitFor(() => hasEnded() || hasStarted || findChild(pty.pid, argv) > 0)
      hasStarted = true
      const pid = findChild(pty.pid, argv)
      if (pid > 0) kill(pid, name)
    },
    isRestored: () => read('before') !== '' && read('before') === read('after'),
  }
}

/** The child of this process that runs this program. */
function findChild(parent: number, argv: readonly string[]): number {
  const children = readIfThere(`/proc/${parent}/task/${parent}/children`).trim().split(' ')
  const wanted = argv.slice(0, 3).join('\0')
  return Number(children.find((pid) => readIfThere(`/proc/${pid}/cmdline`).startsWith(wanted)) ?? 0)
}

function end(pty: IPty): void {
  kill(pty.pid, 'SIGKILL')
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended by itself.
  }
}

/** Bounded by whoever waits for the client. */
async function waitFor(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await delay(20)
}

export function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
