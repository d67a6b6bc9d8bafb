import { constants } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type EscapeCommand, escapeKeys } from './escape-keys.ts'
import type { ProcessEnd, TerminalSize } from './frames.ts'
import type { RemoteProcess } from './remote-process.ts'
import { giveBack } from './spent-bytes.ts'

export interface ClientSessionOptions {
  process: RemoteProcess
  /** Memory of what it gives in bulk is given back once it was passed on: nobody else may read it (`spent-bytes.ts`). */
  stdin: Readable
  stdout: Writable
  stderr: Writable
  /** The remote process has a terminal: its size is sent, and signals stay here (keys travel as bytes of stdin). */
  tty: boolean
  /** Somebody types: escapes (`escape-keys.ts`) are heeded. */
  hasKeyboard?: boolean
  /** It is somebody else's process: signals do not reach it, and it lives on when this side ends. */
  isVisit?: boolean
  size?: () => TerminalSize
  onResize?: (listener: () => void) => () => void
  onSignal?: (signal: NodeJS.Signals, listener: () => void) => () => void
  /** The remote process runs. */
  onStarted?: () => void
  /** Each piece of output as it is shown. */
  onShown?: (bytes: Buffer) => void
  onHelp?: () => void
}

/**
 * How a session ended: with the remote process, or on this side of it. `exitCode` is what a local process would have
 * given: 141 when nobody reads its output (128 + SIGPIPE), 128 + n when it was given up after signals.
 */
export type SessionEnd =
  | ({ by: 'process' } & ProcessEnd)
  | { by: 'output' | 'signal' | 'escape' | 'detach'; exitCode: number; message?: string }

type End = (end: SessionEnd) => void

/**
 * Makes a remote process behave like a local one until it ends, or until this side does. Does not reject for anything that
 * the network or the process does. When it resolves, stdout and stderr have taken all output; no stream was ended.
 */
export async function runClientSession(options: ClientSessionOptions): Promise<SessionEnd> {
  const { process, stdout, stderr, onShown } = options
  const ended = Promise.withResolvers<SessionEnd>()
  watchOutputs(options, ended.resolve)
  const started = whenStarted(options)
  // Not before: the terminal is made ready for what the process shows.
  const shown = started.then(() =>
    Promise.all([
      show(process.stdout, stdout, onShown),
      process.stderr && show(process.stderr, stderr, onShown),
    ]),
  )
  const stopStdin = options.hasKeyboard ? typeKeys(options, ended.resolve) : pipeStdin(options)
  const stopSize = options.tty ? sendSize(options) : () => {}
  const stopSignals =
    options.tty || options.isVisit
      ? endBySignals(options, ended.resolve)
      : sendSignals(options, ended.resolve)
  void process.exit.then((end) => ended.resolve({ by: 'process', ...end }))

  const end = await ended.promise
  stopStdin()
  stopSize()
  stopSignals()
  // Nobody waits for a reader that is gone, or that stalls while a person wants to leave.
  if (end.by === 'process') await shown
  else if (end.by === 'detach' || options.isVisit) process.detach?.()
  else process.destroy()
  return end
}

/** Also for a process that ends without ever having started. */
async function whenStarted({ process, onStarted }: ClientSessionOptions): Promise<void> {
  const never = process.started && process.exit.then(() => 'never' as const)
  if ((await Promise.race([process.started, never])) !== 'never') onStarted?.()
}

/** Resolves when the sink has taken all of it. */
async function show(source: Readable, sink: Writable, onShown?: (bytes: Buffer) => void): Promise<void> {
  // In the same breath as the pipe: on its own it would let the source flow.
  if (onShown) source.on('data', onShown)
  await pipeline(source, sink, { end: false }).catch(() => {})
  if (sink.writable) await new Promise((resolve) => sink.write('', resolve))
}

/** stdin that breaks has ended: nobody can read on from it. */
function pipeStdin({ stdin, process }: ClientSessionOptions): () => void {
  const goOn = () => void stdin.resume()
  const onData = (chunk: Buffer) => {
    if (!process.stdin.write(chunk, () => giveBack(chunk))) stdin.pause()
  }
  const onEnd = () => void process.stdin.end()
  process.stdin.on('drain', goOn)
  stdin.on('data', onData)
  for (const event of ['end', 'error'] as const) stdin.on(event, onEnd)
  return () => {
    process.stdin.off('drain', goOn)
    stdin.off('data', onData)
    stdin.pause()
  }
}

/** Keys are read however long the process does not take them: the escapes must work when nothing else does. */
function typeKeys({ stdin, process, onHelp }: ClientSessionOptions, end: End): () => void {
  const escapes = escapeKeys()
  const obey: Record<EscapeCommand, () => void> = {
    leave: () => end({ by: 'escape', exitCode: 128 + constants.signals.SIGHUP }),
    detach: () => (process.detach ? end({ by: 'detach', exitCode: 0 }) : onHelp?.()),
    help: () => onHelp?.(),
  }
  const onKeys = (typed: Buffer) => {
    const { keys, command } = escapes.read(typed)
    if (keys.length > 0) process.stdin.write(keys)
    if (command) obey[command]()
  }
  const onEnd = () => void process.stdin.end()
  stdin.on('data', onKeys)
  for (const event of ['end', 'error'] as const) stdin.on(event, onEnd)
  return () => {
    stdin.off('data', onKeys)
    stdin.off('end', onEnd)
    stdin.pause()
  }
}

/**
 * Signals that end this side; a terminal's process hears of it as of any terminal that is closed. Ctrl-C comes as a signal
 * only before the keys are raw: then the dyno is not there yet, and is not waited for.
 */
const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

function endBySignals(options: ClientSessionOptions, end: End): () => void {
  return listen(options, ENDING_SIGNALS, (name) =>
    end({ by: 'signal', exitCode: 128 + constants.signals[name] }),
  )
}

/** The size at once, and after every change. A terminal of 0 × 0 knows no size. */
function sendSize({ process, size, onResize }: ClientSessionOptions): () => void {
  const send = () => {
    const now = size?.()
    if (now && now.columns > 0 && now.rows > 0) process.resize(now).catch(() => {})
  }
  send()
  return onResize?.(send) ?? (() => {})
}

/** Signals that reach the remote process as if they had been sent to it. */
const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const

/** Those that nobody sends to end a process. Unheard, Node would open its debugger at the first. */
const USER_SIGNALS: readonly string[] = ['SIGUSR1', 'SIGUSR2']

/** A process that does not heed signals, or a network that does not carry them, is left alone at this one. */
const LAST_SIGNAL = 3

function sendSignals(options: ClientSessionOptions, end: End): () => void {
  let count = 0
  return listen(options, FORWARDED_SIGNALS, (name) => {
    if (!USER_SIGNALS.includes(name)) count += 1
    options.process.signal(name).catch(() => {})
    if (count === LAST_SIGNAL) end({ by: 'signal', exitCode: 128 + constants.signals[name] })
  })
}

/** Returns its own end. */
function listen(
  { onSignal }: ClientSessionOptions,
  names: readonly NodeJS.Signals[],
  listener: (name: NodeJS.Signals) => void,
): () => void {
  const stops = names.map((name) => onSignal?.(name, () => listener(name)))
  return () => {
    for (const stop of stops) stop?.()
  }
}

/**
 * `qp run yes | head -1`: nobody reads on, so it is over, as it is for `yes | head -1`. The listeners stay: a pipe may
 * break after the session, while the last of the output is written, and would then end qp with a stack trace.
 */
function watchOutputs({ stdout, stderr }: ClientSessionOptions, end: End): void {
  const onError = (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') end({ by: 'output', exitCode: 128 + constants.signals.SIGPIPE })
    else end({ by: 'output', exitCode: 1, message: `can't write the output: ${error.message}` })
  }
  stdout.on('error', onError)
  stderr.on('error', onError)
}
