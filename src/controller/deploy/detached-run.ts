import type { App } from '../domain/app.ts'
import { defaultDynoSize } from '../domain/dyno-size.ts'
import { labels } from '../domain/labels.ts'
import { effectiveLimits } from '../domain/limits.ts'
import { messageOf } from '../domain/problem.ts'
import { parseDynoSettings } from '../domain/process-settings.ts'
import type { Run, RunEnd } from '../domain/run.ts'
import type { Container } from '../engine/engine.ts'
import { exited, killedCode } from '../sessions/exited.ts'
import { removeOneOff } from './attached-run.ts'
import { type BuildSpec, createOneOffContainer, replaceUnjoinable } from './one-off-container.ts'
import { logEvent, type Platform } from './platform.ts'
import { stopIfAsked } from './stop-run.ts'
import { tellRun } from './tell-dyno.ts'

/** Makes and starts the container of a run that nobody is attached to. What can't be started leaves nothing, and is thrown. */
export async function startDetachedRun(
  platform: Platform,
  app: App,
  run: Run,
  buildSpec: BuildSpec,
): Promise<void> {
  const { engine, readyNetworks, store } = platform
  try {
    const made = await createOneOffContainer(platform, app, buildSpec)
    try {
      await engine.startContainer(made.id)
    } catch (error) {
      const other = await replaceUnjoinable(platform, app, made, buildSpec)
      if (!other) {
        await removeOneOff(platform, made.id, made.holder)
        throw error
      }
      await engine.startContainer(other.id)
    }
    readyNetworks.refill(app)
  } catch (error) {
    const end = { exitCode: 125, reason: 'not-started', message: messageOf(error) }
    await store.runs.finish(run.id, end, platform.now())
    tellRun(platform, run, end)
    throw error
  }
  await stopIfAsked(platform, run)
}

/**
 * A detached run's container has ended: its last words go to the log, then how it ended, which whoever follows the log waits
 * for; its code is written down, and it is gone.
 */
export async function finishDetachedRun(
  platform: Platform,
  container: Pick<Container, 'id' | 'labels' | 'exitCode'>,
): Promise<void> {
  const { [labels.run]: runId = '', [labels.holder]: holder } = container.labels
  const { [labels.app]: appId = '', [labels.dyno]: dyno = '' } = container.labels
  const end = await describeEnd(platform, container)
  // An event may tell what a look at the containers has found out before.
  const isNews = await platform.store.runs.finish(runId, end, platform.now())
  await platform.dynoLogs.settled(container.id)
  const run = await platform.store.runs.find(appId, runId)
  if (run?.message && isNews) logEvent(platform, appId, dyno, `The process was ended: ${run.message}`)
  const status = run?.exitCode ?? container.exitCode ?? 'unknown'
  if (isNews) logEvent(platform, appId, dyno, `Process exited with status ${status}`)
  if (run && isNews) tellRun(platform, run, run)
  await removeOneOff(platform, container.id, holder)
}

/** As of a run with a session (`container-process.ts`): the engine is asked while the container is there, and where it does not know it may be so. */
async function describeEnd(
  { engine }: Platform,
  { id, labels: its, exitCode }: Pick<Container, 'id' | 'labels' | 'exitCode'>,
): Promise<RunEnd> {
  if (exitCode !== killedCode) return { exitCode, reason: 'exited', message: null }
  const { outOfMemory } = await engine.waitContainer(id).catch(() => ({ outOfMemory: false }))
  if (outOfMemory) return { exitCode, reason: 'out-of-memory', message: 'killed: out of memory' }
  const { memory } = effectiveLimits(
    its[labels.size] ?? defaultDynoSize,
    parseDynoSettings(its[labels.settings]).limits,
  )
  const { reason, message = null } = exited({
    exitCode,
    memoryMb: memory.limit / 1024 ** 2,
    wasKilled: false,
  })
  return { exitCode, reason, message }
}
