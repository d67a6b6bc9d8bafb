import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Run } from '../../api-types/run.ts'
import { endCodes, endReasons, type ProcessEnd } from '../../attach/frames.ts'
import { SessionRefusal } from '../../attach/reconnect.ts'
import type { RemoteProcess } from '../../attach/remote-process.ts'
import type { Outputs } from '../../attach/session-viewer.ts'
import { webSocketProcess } from '../../attach/websocket-process.ts'
import { ApiError, UserError } from '../../lib/errors.ts'
import type { AttachOptions } from '../controller.ts'
import type { Http } from '../http.ts'
import { bareHost, portOf } from '../proxy.ts'
import { appPath } from './app-path.ts'
import { type AttachTarget, openAttachSocket } from './attach-socket.ts'

/** As long as the controller waits, unless it was told otherwise; in ms. */
const graceMs = 300_000

/** Joins a run's session; a terminal's connection is made again when it is lost. */
export async function attachRun(
  http: Http,
  target: AttachTarget,
  { tty, role = 'type', onConnection }: AttachOptions,
): Promise<Required<RemoteProcess>> {
  const client = crypto.randomUUID()
  const explain = () => whatBecameOf(http, target)
  const reopen = async (received: Outputs<number>) => {
    const offsets = { stdout: String(received.stdout), stderr: String(received.stderr) }
    try {
      return await openAttachSocket(http, target, { client, role, ...offsets })
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) throw error
      throw new SessionRefusal((await explain()) ?? refused(error))
    }
  }
  const socket = await openAttachSocket(http, target, { client, role }).catch(async (error: unknown) => {
    throw (await endedBefore(error, explain)) ?? error
  })
  return webSocketProcess({
    socket,
    ...(tty ? { reopen, graceMs } : {}),
    ...(onConnection ? { onConnection } : {}),
    // Pipes end with their connection: what the books then say is what the loss did to the process.
    explain: tty ? explain : () => isControllerGone(http),
  })
}

/** Stopped, or out of time, before its client has come: an end like any other, with its own code. */
async function endedBefore(
  error: unknown,
  explain: () => Promise<ProcessEnd | undefined>,
): Promise<UserError | undefined> {
  if (!(error instanceof ApiError) || error.code !== 'gone') return undefined
  const end = await explain()
  if (!end || end.exitCode === 0) return undefined
  const { exitCode, reason, message = error.message } = end
  return new UserError(`${message.replace(/\.$/, '')}.`, { exitCode, code: reason.replaceAll('-', '_') })
}

/** By the controller's books; undefined where they say that it runs, or can't be asked. */
async function whatBecameOf(http: Http, { app, id }: AttachTarget): Promise<ProcessEnd | undefined> {
  try {
    const run = await http.get<Run>(appPath(app, 'runs', id))
    return run.ended_at === null ? undefined : endOf(run)
  } catch {
    return isControllerGone(http)
  }
}

/** A program that is killed may have its port for a moment longer than its connections. */
const looks = { most: 3, apart: 100 }

/** Behind a proxy only the proxy could tell, and what is asked without it says nothing. */
async function isControllerGone(http: Http): Promise<ProcessEnd | undefined> {
  const url = new URL(http.url)
  if (http.agents.proxyOf(url) !== undefined) return undefined
  for (let count = 1; count <= looks.most; count += 1) {
    if (await refusesConnections(url)) return controllerGone
    if (count < looks.most) await delay(looks.apart)
  }
  return undefined
}

function endOf({ exit_code, reason, message }: Run): ProcessEnd {
  return {
    exitCode: exit_code ?? endCodes.controllerGone,
    reason: endReasons.find((it) => it === reason) ?? 'exited',
    ...(message === null ? {} : { message }),
  }
}

const controllerGone: ProcessEnd = {
  exitCode: endCodes.controllerGone,
  reason: 'controller-gone',
  message: 'the controller is gone, and the process with it: nothing listens at its address any more',
}

function refused(error: ApiError): ProcessEnd {
  const message = `the connection to the process was lost (${error.message.replace(/\.$/, '')})`
  return { exitCode: endCodes.connectionLost, reason: 'connection-lost', message }
}

/** A machine that is there and a program that is not: a network that is down says something else, or nothing. */
function refusesConnections(url: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: bareHost(url), port: portOf(url) })
    socket.setTimeout(2000, () => socket.destroy())
    socket.once('connect', () => socket.destroy())
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'))
    socket.once('close', () => resolve(false))
  })
}
