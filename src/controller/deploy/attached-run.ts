import type { ProcessEnd } from '../../attach/frames.ts'
import { HostedSession, type StartingClient } from '../../attach/hosted-session.ts'
import type { RemoteProcess } from '../../attach/remote-process.ts'
import type { App } from '../domain/app.ts'
import type { Run, RunEnd } from '../domain/run.ts'
import { startContainerProcess } from '../sessions/container-process.ts'
import { notStarted } from '../sessions/not-started.ts'
import {
  type BuildSpec,
  createOneOffContainer,
  type OneOffContainer,
  replaceUnjoinable,
} from './one-off-container.ts'
import type { Platform } from './platform.ts'
import { tellRun } from './tell-dyno.ts'

/** Who asked for a dyno and does not come for it loses it after this time, in ms. */
const patience = 20_000

/** How long a process may take to end after it was told to, in ms. */
const stopMs = 10_000

/**
 * Makes the container of a run and holds its session, from before the first client comes until nothing is left of either.
 * The container is started when the first client has come.
 */
export function hostAttachedRun(platform: Platform, app: App, run: Run, buildSpec: BuildSpec): void {
  let container = createOneOffContainer(platform, app, buildSpec)
  // Whoever attaches hears of one that could not be made.
  container.catch(() => {})
  // The engine may go at any of these steps.
  const start = async (client: StartingClient): Promise<RemoteProcess | ProcessEnd> => {
    const made = await container
    if (client.hasLeft()) return notStarted(130, 'the client left before the dyno was started')
    const { engine } = platform
    const startOne = ({ id, holder }: OneOffContainer) =>
      startContainerProcess({ engine, id, spec: buildSpec(holder), size: client.size })
    const process = await startOne(made)
    platform.readyNetworks.refill(app)
    if ('exit' in process) return process
    const other = await replaceUnjoinable(platform, app, made, buildSpec)
    if (!other) return process
    container = Promise.resolve(other)
    return startOne(other)
  }
  holdSession(platform, run, start, async (end) => {
    const made = await container.catch(() => undefined)
    if (made) await removeOneOff(platform, made.id, made.holder)
    await platform.store.runs.finish(run.id, toRunEnd(end), platform.now())
    tellRun(platform, run, end)
  })
}

/** A session that clients find by its run. One that nobody comes for is ended. */
export function holdSession(
  platform: Platform,
  run: Run,
  start: (client: StartingClient) => Promise<RemoteProcess | ProcessEnd>,
  onEnded: (end: ProcessEnd) => Promise<void>,
): void {
  const graceMs = platform.settings.oneOffs.grace * 1000
  const session = new HostedSession({ tty: run.tty, graceMs, stopMs, start })
  platform.sessions.add(run.id, session, onEnded)
  const timer = setTimeout(() => {
    if (!session.isStarted) void session.stop()
  }, patience)
  timer.unref()
  void session.ended.then(() => clearTimeout(timer))
}

/** What can't be removed now is when the engine is looked after again (tend-runs.ts). */
export async function removeOneOff(
  { engine, readyNetworks, log }: Platform,
  containerId: string,
  holder: string | undefined,
): Promise<void> {
  try {
    await engine.removeContainer(containerId)
  } catch (err) {
    log.warn({ err, containerId }, 'a one-off dyno could not be removed')
  }
  if (holder !== undefined) await readyNetworks.release(holder)
}

export function toRunEnd({ exitCode, reason, message }: ProcessEnd): RunEnd {
  return { exitCode, reason, message: message ?? null }
}
