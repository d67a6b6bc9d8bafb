import { constants } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import type { WebSocket } from 'ws'
import {
  type Frame,
  type ProcessEnd,
  resizeFrame,
  type Status,
  signalFrame,
  type TerminalSize,
} from './frames.ts'
import type { HeartbeatTimes } from './heartbeat.ts'
import { incomingChannel } from './incoming-channel.ts'
import { outgoingChannel } from './outgoing-channel.ts'
import { openSessionLink, type SessionLink } from './session-link.ts'

export interface ClientSessionOptions {
  /** Open. Whoever opened it paused it in the same breath, or frames are lost that come before this is called. */
  socket: WebSocket
  stdin: Readable
  stdout: Writable
  stderr: Writable
  /** The remote process has a terminal: its size is sent, and signals stay here (keys travel as bytes of stdin). */
  tty: boolean
  size?: () => TerminalSize
  onResize?: (listener: () => void) => () => void
  onSignal?: (signal: NodeJS.Signals, listener: () => void) => () => void
  /** The remote process runs. */
  onStarted?: () => void
  heartbeat?: HeartbeatTimes
}

/**
 * How a session ended: with the remote process, or on this side of it. `exitCode` is what a local process would have
 * given: 141 when nobody reads its output (128 + SIGPIPE), 128 + n when it was given up after signals; and 255, as ssh
 * has it, when the connection was lost and nobody knows.
 */
export type SessionEnd =
  | ({ by: 'process' } & ProcessEnd)
  | { by: 'output' | 'signal' | 'connection'; exitCode: number; message?: string }

/**
 * Makes a remote process behave like a local one until it ends. Does not reject for anything that the network or the
 * process does. When it resolves, stdout and stderr have taken all output; no stream was ended or destroyed.
 */
export async function runClientSession(options: ClientSessionOptions): Promise<SessionEnd> {
  const ended = Promise.withResolvers<SessionEnd>()
  const link = openSessionLink(options.socket, {
    onFrame: (frame) => onFrame(frame),
    heartbeat: options.heartbeat,
  })
  const stdin = outgoingChannel('stdin', link.send)
  const stdout = incomingChannel('stdout', options.stdout, link.send)
  const stderr = incomingChannel('stderr', options.stderr, link.send)

  const onFrame = (frame: Frame) => {
    if (frame.channel === 'data') (frame.of === 'stderr' ? stderr : stdout).receive(frame.data)
    else if (frame.channel === 'acknowledge') stdin.acknowledge(frame.offset)
    else if (frame.channel === 'status' && frame.status) onStatus(frame.status)
  }
  const onStatus = ({ status, ...end }: Status) => {
    if (status === 'started') options.onStarted?.()
    else if ('exitCode' in end) ended.resolve({ by: 'process', ...end })
  }
  const stopStdin = pipeStdin(options.stdin, stdin.stream)
  const stopControl = options.tty ? sendSize(options, link) : sendSignals(options, link, ended.resolve)
  watchOutputs(options, ended.resolve)
  void link.closed.then((why) => ended.resolve(connectionLost(why)))

  const end = await ended.promise
  stopStdin()
  stopControl()
  link.close()
  // Nobody waits for a reader that is gone, or that stalls while a person wants to leave.
  if (end.by === 'process' || end.by === 'connection')
    await Promise.all([stdout.consumed(), stderr.consumed()])
  return end
}

/** stdin that breaks has ended: nobody can read on from it. */
function pipeStdin(stdin: Readable, channel: Writable): () => void {
  stdin.on('error', () => channel.end())
  stdin.pipe(channel)
  return () => {
    stdin.unpipe(channel)
    stdin.pause()
  }
}

/** At once, and after every change. A terminal of 0 × 0 knows no size. */
function sendSize({ size, onResize }: ClientSessionOptions, link: SessionLink): () => void {
  const send = () => {
    const now = size?.()
    if (now && now.columns > 0 && now.rows > 0) link.send(resizeFrame(now))
  }
  send()
  return onResize?.(send) ?? (() => {})
}

/** Signals that reach the remote process as if they had been sent to it. */
const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGQUIT'] as const

/** A process that does not heed signals, or a network that does not carry them, is left alone at this one. */
const LAST_SIGNAL = 3

function sendSignals(
  { onSignal }: ClientSessionOptions,
  link: SessionLink,
  end: (end: SessionEnd) => void,
): () => void {
  let count = 0
  const stops = FORWARDED_SIGNALS.map((signal) =>
    onSignal?.(signal, () => {
      count += 1
      link.send(signalFrame(signal))
      if (count === LAST_SIGNAL) end({ by: 'signal', exitCode: 128 + constants.signals[signal] })
    }),
  )
  return () => {
    for (const stop of stops) stop?.()
  }
}

/**
 * `qp run yes | head -1`: nobody reads on, so it is over, as it is for `yes | head -1`. The listeners stay: a pipe may
 * break after the session, while the last of the output is written, and would then end qp with a stack trace.
 */
function watchOutputs({ stdout, stderr }: ClientSessionOptions, end: (end: SessionEnd) => void): void {
  const onError = (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') end({ by: 'output', exitCode: 128 + constants.signals.SIGPIPE })
    else end({ by: 'output', exitCode: 1, message: `can't write the output: ${error.message}` })
  }
  stdout.on('error', onError)
  stderr.on('error', onError)
}

function connectionLost({ code, reason }: { code: number; reason: string }): SessionEnd {
  const why = reason || `websocket closed with ${code}`
  return { by: 'connection', exitCode: 255, message: `the connection to the process was lost (${why})` }
}
