import type { ProcessEnd } from '../../attach/frames.ts'
import { labels } from '../domain/labels.ts'
import type { Run } from '../domain/run.ts'
import type { Platform } from './platform.ts'
import { readStopGraces } from './stop-dynos.ts'

/** Why a run is ended before its time. With an `exitCode` where that is not left to the process. */
export type Verdict = Required<Pick<ProcessEnd, 'reason' | 'message'>> & { exitCode?: number }

/** SIGTERM, time to end, SIGKILL. Resolves once it has ended; whoever is attached is told why. */
export async function stopRun(platform: Platform, run: Run, verdict: Verdict): Promise<void> {
  await platform.store.runs.expectEnd(run.id, verdict)
  const session = platform.sessions.find(run.id)
  if (session && run.kind !== 'detached') return session.stop(verdict)
  await stopContainer(platform, run)
}

/** For who has just started a detached run's container: whoever stopped the run before found none to stop. */
export async function stopIfAsked(platform: Platform, { appId, id }: Run): Promise<void> {
  const run = await platform.store.runs.find(appId, id)
  if (run?.endedAt === null && run.reason !== null) await stopContainer(platform, run)
}

async function stopContainer(platform: Platform, run: Run): Promise<void> {
  const { engine, controllerId } = platform
  const containers = await engine.listContainers({
    [labels.controller]: controllerId,
    [labels.run]: run.id,
  })
  const graceSeconds = (await readStopGraces(platform, run.appId))('run')
  for (const { id } of containers) await engine.stopContainer(id, { graceSeconds })
}
