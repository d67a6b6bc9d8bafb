import { Writable } from 'node:stream'
import type { WebSocket } from 'ws'
import type { ProcessEnd, TerminalSize } from '../../attach/frames.ts'
import type { HeartbeatTimes } from '../../attach/heartbeat.ts'
import { type RemoteProcess, runServerSession, type SessionClient } from '../../attach/server-session.ts'
import { messageOf } from '../domain/problem.ts'
import type { ContainerExit, Engine } from '../engine/engine.ts'

export interface AttachOneOffOptions {
  engine: Engine
  /** A container that was made and not started. May still be on its way: the client is heard meanwhile. */
  containerId: string | Promise<string>
  tty: boolean
  /** Open; call this in the same turn of the event loop, or frames are lost. */
  socket: WebSocket
  /** Until the client says otherwise. */
  size?: TerminalSize
  log: { warn(details: object, message: string): void }
  heartbeat?: HeartbeatTimes
}

/** How long a process may take to end after its client has gone, in seconds. */
const STOP_GRACE_SECONDS = 10

/**
 * Runs a one-off dyno for one client, from its start to its removal: nothing is left of the container when this
 * resolves, whoever ended first. Resolves to how the process ended; does not reject.
 */
export async function attachOneOff(options: AttachOneOffOptions): Promise<ProcessEnd> {
  const { engine, log } = options
  let exit: Promise<ProcessEnd> | undefined
  const end = await runServerSession({
    socket: options.socket,
    heartbeat: options.heartbeat,
    start: async (client) => {
      const started = await startOneOff(options, client)
      if ('exit' in started) exit = started.exit
      return started
    },
  })
  const id = await Promise.resolve(options.containerId).catch(() => undefined)
  if (id === undefined) return end ?? clientLeft
  const warn = (error: unknown) =>
    log.warn({ err: error, containerId: id }, 'clean-up of a one-off dyno failed')
  if (!end) await stopAbandoned(engine, id, options.tty).catch(warn)
  const known = end ?? (await exit) ?? clientLeft
  await engine.removeContainer(id).catch(warn)
  return known
}

/** Wait, then attach, then start: a process that ends at once loses neither its code nor its output (moby's own order). */
async function startOneOff(
  { engine, containerId, tty, size }: AttachOneOffOptions,
  client: SessionClient,
): Promise<RemoteProcess | ProcessEnd> {
  let id: string
  try {
    id = await containerId
  } catch (error) {
    return notStarted(125, messageOf(error))
  }
  if (client.gone.aborted) return clientLeft
  const exit = endOf(engine.waitContainer(id))
  try {
    const attached = await engine.attachContainer(id, { tty, stdin: true })
    await engine.startContainer(id)
    // Before API 1.42 a terminal has no size at birth, and none can be set before the start.
    const firstSize = client.size() ?? size
    if (tty && firstSize) engine.resizeTerminal(id, firstSize).catch(() => {})
    return {
      ...attached,
      stdin: tty ? terminalInput(attached.stdin) : attached.stdin,
      resize: (to) => engine.resizeTerminal(id, to),
      signal: (name) => engine.signalContainer(id, name),
      exit,
    }
  } catch (error) {
    return whyNotStarted(engine, id, error)
  }
}

async function endOf(exit: Promise<ContainerExit>): Promise<ProcessEnd> {
  try {
    const { code, outOfMemory } = await exit
    // The kernel may also have killed a child, and the process lived on and ended as it wished.
    if (!outOfMemory || code !== 137) return { exitCode: code, reason: 'exited' }
    return { exitCode: code, reason: 'out-of-memory', signal: 'SIGKILL', message: 'killed: out of memory' }
  } catch (error) {
    return {
      exitCode: 125,
      reason: 'engine-gone',
      message: `nobody knows how the process ended: ${messageOf(error)}`,
    }
  }
}

/**
 * The end of stdin for a terminal is a key, Ctrl-D: Docker answers a half-close with the end of the output too
 * (moby's pkg/containerd attach closes stdout after stdin when there is a terminal).
 */
function terminalInput(stdin: Writable): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => void stdin.write(chunk, done),
    final: (done) => void stdin.write('\u0004', done),
    destroy(error, done) {
      stdin.destroy()
      done(error)
    },
  })
}

/** Codes as a shell and `docker run` have them: 127 not found, 126 not executable, 125 the engine's own trouble. */
async function whyNotStarted(engine: Engine, id: string, error: unknown): Promise<ProcessEnd> {
  const container = await engine.findContainer(id).catch(() => undefined)
  if (container?.exitCode === 127) return notStarted(127, 'command not found')
  if (container?.exitCode === 126) return notStarted(126, 'the command is no executable file')
  return notStarted(125, messageOf(error))
}

function notStarted(exitCode: number, message: string): ProcessEnd {
  return { exitCode, reason: 'not-started', message }
}

const clientLeft: ProcessEnd = notStarted(130, 'the client left before the dyno was started')

/** What a terminal tells its processes when it is closed, and then what every stop tells. */
async function stopAbandoned(engine: Engine, id: string, tty: boolean): Promise<void> {
  if (tty) await engine.signalContainer(id, 'SIGHUP')
  await engine.stopContainer(id, { graceSeconds: STOP_GRACE_SECONDS })
}
