import type { WebSocket } from 'ws'
import type { ProcessEnd, TerminalSize } from '../../attach/frames.ts'
import type { HeartbeatTimes } from '../../attach/heartbeat.ts'
import type { RemoteProcess } from '../../attach/remote-process.ts'
import { runServerSession, type SessionClient } from '../../attach/server-session.ts'
import { messageOf } from '../domain/problem.ts'
import type { Engine } from '../engine/engine.ts'
import { notStarted, startContainerProcess } from '../sessions/container-process.ts'

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
  return startContainerProcess({ engine, id, tty, size: () => client.size() ?? size })
}

const clientLeft: ProcessEnd = notStarted(130, 'the client left before the dyno was started')

/** What a terminal tells its processes when it is closed, and then what every stop tells. */
async function stopAbandoned(engine: Engine, id: string, tty: boolean): Promise<void> {
  if (tty) await engine.signalContainer(id, 'SIGHUP')
  await engine.stopContainer(id, { graceSeconds: STOP_GRACE_SECONDS })
}
