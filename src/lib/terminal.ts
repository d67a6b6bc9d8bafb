import { spawnSync } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import type { ReadStream, WriteStream } from 'node:tty'

/**
 * The terminal, or the pipes in its place, as a value: commands and sessions get one and never touch `process`.
 *
 * @example
 * const terminal = processTerminal()
 * const restore = terminal.enterRawMode()
 * try { await session(terminal) } finally { restore() }
 */
export interface Terminal {
  readonly stdin: Readable
  /** The answer: what can be piped on. */
  readonly stdout: Writable
  /** The conversation: progress, warnings, errors. */
  readonly stderr: Writable
  readonly isTTY: ForEachStream<boolean> & { readonly stdin: boolean }
  /** Whether colours are wanted: a terminal, unless NO_COLOR or TERM=dumb say no; FORCE_COLOR wins over all. */
  readonly colour: ForEachStream<boolean>
  /** Only the answer, errors and questions are wanted. */
  readonly isQuiet?: boolean
  /** The answer is wanted as JSON: who reads it is a program. */
  readonly isJson?: boolean
  /** Now, in characters; 80 × 24 where no terminal says. */
  readonly columns: number
  readonly rows: number
  /** Calls the listener each time the terminal's size has changed, until the returned function is called. */
  onResize(listener: () => void): Unsubscribe
  /** Takes over a signal sent to this process (its default effect is off), until the returned function is called. */
  onSignal(signal: NodeJS.Signals, listener: () => void): Unsubscribe
  /**
   * Keys arrive one by one, unechoed, Ctrl-C among them. Call what it returns to go back; more than once does no
   * harm. A process that ends without having called it, by exit, exception or signal, goes back by itself.
   * Does nothing where stdin is no terminal.
   */
  enterRawMode(): Restore
}

interface ForEachStream<T> {
  readonly stdout: T
  readonly stderr: T
}
export type Unsubscribe = () => void
export type Restore = () => void

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    // Getters: merely opening process.stdin starts to read a pipe that a child process may want.
    get stdin() {
      return process.stdin
    },
    get stdout() {
      return process.stdout
    },
    get stderr() {
      return process.stderr
    },
    get isTTY() {
      return {
        stdin: process.stdin.isTTY === true,
        stdout: process.stdout.isTTY === true,
        stderr: process.stderr.isTTY === true,
      }
    },
    get colour() {
      return {
        stdout: isColourWanted(process.stdout, process.env),
        stderr: isColourWanted(process.stderr, process.env),
      }
    },
    get columns() {
      return outputTerminal()?.columns || 80
    },
    get rows() {
      return outputTerminal()?.rows || 24
    },
    onResize(listener) {
      const output = outputTerminal()
      output?.on('resize', listener)
      return () => output?.off('resize', listener)
    },
    onSignal(signal, listener) {
      process.on(signal, listener)
      return () => process.off(signal, listener)
    },
    enterRawMode: () => (process.stdin.isTTY ? enterRawMode(process.stdin) : () => {}),
  }
}

/** https://no-color.org and https://force-color.org */
function isColourWanted(stream: Partial<WriteStream>, env: NodeJS.ProcessEnv): boolean {
  if (env['FORCE_COLOR']) return !['0', 'false'].includes(env['FORCE_COLOR'])
  if (env['NO_COLOR'] || env['TERM'] === 'dumb') return false
  return stream.isTTY === true
}

/** `qp run bash 2>log` and `qp config >file` still have a terminal with a size. */
function outputTerminal(): WriteStream | undefined {
  return [process.stdout, process.stderr].find((stream) => stream.isTTY)
}

/** Signals that end a process by themselves. Node undoes raw mode at SIGINT and SIGTERM alone, and only unhandled. */
const FATAL_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

function enterRawMode(stdin: ReadStream): Restore {
  const onExit = () => restore()
  const onFatalSignal = (signal: NodeJS.Signals) => {
    // Somebody else handles it and will go on or exit; both call restore in the end.
    if (process.listenerCount(signal) > 1) return
    try {
      restore()
    } finally {
      // A terminal that is gone can't be restored.
      for (const name of FATAL_SIGNALS) process.off(name, onFatalSignal)
      process.kill(process.pid, signal)
    }
  }
  const restore = () => {
    if (!stdin.isRaw) return
    stdin.setRawMode(false)
    process.off('exit', onExit)
    for (const signal of FATAL_SIGNALS) process.off(signal, onFatalSignal)
  }
  process.on('exit', onExit)
  for (const signal of FATAL_SIGNALS) process.on(signal, onFatalSignal)
  stdin.setRawMode(true)
  leaveOutputAlone()
  return restore
}

/**
 * Node's raw mode still turns every line feed that is shown into CR LF (libuv sets ONLCR), and a remote program that
 * means "one line down" by it ends up at the left edge. stty(1) knows the rest of raw; going back undoes that too.
 */
function leaveOutputAlone(): void {
  spawnSync('stty', ['raw'], { stdio: ['inherit', 'ignore', 'ignore'] })
}
