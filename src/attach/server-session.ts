import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { WebSocket } from 'ws'
import { type Frame, FrameError, type ProcessEnd, statusFrame, type TerminalSize } from './frames.ts'
import type { HeartbeatTimes } from './heartbeat.ts'
import { incomingChannel } from './incoming-channel.ts'
import { type OutgoingChannel, outgoingChannel } from './outgoing-channel.ts'
import type { RemoteProcess } from './remote-process.ts'
import { openSessionLink, type SessionLink } from './session-link.ts'

/** What whoever starts the process may ask about the client meanwhile. */
export interface SessionClient {
  /** The terminal's size, as far as it was told. */
  size(): TerminalSize | undefined
  gone: AbortSignal
}

export interface ServerSessionOptions {
  /** Open. Frames are heard from the moment of the call. */
  socket: WebSocket
  /** Called at once. Gives the process, or why there is none, which is told to the client. */
  start: (client: SessionClient) => Promise<RemoteProcess | ProcessEnd>
  heartbeat?: HeartbeatTimes | undefined
}

/** How long a client may take for the end of the output on a slow line, after all was sent. */
const LINGER_MS = 120_000

/**
 * Serves one client until the process has ended and all its output and its status were sent; or until the client is
 * gone, which gives undefined: the process's streams were let go, and whoever called it ends the process.
 */
export async function runServerSession(options: ServerSessionOptions): Promise<ProcessEnd | undefined> {
  const gone = new AbortController()
  const stdin = new PassThrough()
  const control = processControl(stdin)
  const link = openSessionLink(options.socket, {
    onFrame: (frame) => onFrame(frame),
    heartbeat: options.heartbeat,
  })
  const input = incomingChannel('stdin', stdin, link.send)
  const outputs = {
    stdout: outgoingChannel('stdout', link.send),
    stderr: outgoingChannel('stderr', link.send),
  }
  const onFrame = (frame: Frame) => {
    if (frame.channel === 'acknowledge' && frame.of !== 'stdin') outputs[frame.of].acknowledge(frame.offset)
    else if (frame.channel === 'data' && frame.of === 'stdin') input.receive(frame.data)
    else if (frame.channel === 'close' && frame.of === 'stdin') stdin.end()
    else if (frame.channel === 'resize') control.resize(frame.size)
    else if (frame.channel === 'signal') control.signal(frame.signal)
    else if (frame.channel !== 'close') throw new FrameError(`${frame.channel} is not the client's to send`)
  }
  void link.closed.then(() => gone.abort())

  const started = await options.start({ size: control.size, gone: gone.signal })
  if ('exitCode' in started) return sayGoodbye(link, started)
  control.connect(started)
  link.send(statusFrame({ status: 'started' }))
  // A process may close its stdin and go on; what still comes for it is thrown away.
  pipeline(stdin, started.stdin).catch(() => {})
  const end = await Promise.race([endOf(started, outputs), link.closed.then(() => undefined)])
  started.destroy()
  stdin.destroy()
  return end && sayGoodbye(link, end)
}

/**
 * Size and signals, kept until there is a process for them. Keys typed after a resize wait until it is done: whatever
 * they start finds the new size, as at home.
 */
function processControl(stdin: PassThrough) {
  let process: RemoteProcess | undefined
  let size: TerminalSize | undefined
  let isResizing = false
  const early: NodeJS.Signals[] = []

  // One at a time and only the newest: two requests to an engine may overtake each other.
  const resize = async (to: TerminalSize) => {
    size = to
    if (!process || isResizing) return
    isResizing = true
    stdin.cork()
    for (let done: TerminalSize | undefined; done !== size; ) {
      done = size
      await process.resize(done).catch(() => {})
    }
    isResizing = false
    stdin.uncork()
  }
  return {
    size: () => size,
    resize: (to: TerminalSize) => void resize(to),
    signal(name: NodeJS.Signals) {
      // What can't be signalled has ended already, and its end is on its way.
      if (process) process.signal(name).catch(() => {})
      else early.push(name)
    },
    connect(to: RemoteProcess) {
      process = to
      if (size) void resize(size)
      for (const name of early) to.signal(name).catch(() => {})
    },
  }
}

/** Resolves when the process has ended and the last of its output is on its way; a stream that breaks has ended. */
async function endOf(
  process: RemoteProcess,
  outputs: Record<'stdout' | 'stderr', OutgoingChannel>,
): Promise<ProcessEnd> {
  const sent = [
    pipeline(process.stdout, outputs.stdout.stream),
    process.stderr && pipeline(process.stderr, outputs.stderr.stream),
  ]
  await Promise.allSettled(sent)
  return process.exit
}

/**
 * The status is the last frame and the client closes when it has read it. Closing here would start a timer that cuts
 * off what a slow line has not carried yet; so that is left for a client that stays for no reason.
 */
function sayGoodbye(link: SessionLink, end: ProcessEnd): ProcessEnd {
  link.send(statusFrame({ status: 'ended', ...end }))
  const timer = setTimeout(link.close, LINGER_MS)
  void link.closed.then(() => clearTimeout(timer))
  return end
}
