import { resolvesWithin } from '../../attach/resolves-within.ts'
import { labels } from '../domain/labels.ts'
import type { Run, RunEnd } from '../domain/run.ts'
import { endLeftExec } from '../sessions/left-exec.ts'
import type { Platform } from './platform.ts'

/** How long is waited for those that end at once, as most do; in ms. */
const patience = 2000

/**
 * Ends what a killed controller left running inside dynos, and writes it down once it has ended: should this controller be
 * killed meanwhile, the next one comes upon it again. What takes its time is not waited for.
 */
export async function endLostInside(platform: Platform, lost: readonly Run[], end: RunEnd): Promise<void> {
  const ending = lost.filter((it) => it.kind === 'inside').map((run) => endOne(platform, run, end))
  if (ending.length > 0) await resolvesWithin(Promise.all(ending), patience)
}

async function endOne(platform: Platform, run: Run, end: RunEnd): Promise<void> {
  const { engine, controllerId, store, log } = platform
  try {
    const dynos = await engine.listContainers({
      [labels.controller]: controllerId,
      [labels.app]: run.appId,
      [labels.dyno]: run.dyno,
    })
    const running = dynos.filter((it) => it.state === 'running')
    await Promise.all(running.map(({ id }) => endLeftExec({ engine, id, runId: run.id, tty: run.tty })))
    await store.runs.finish(run.id, end, platform.now())
  } catch (err) {
    log.warn({ err, dyno: run.dyno }, 'what was left inside a dyno could not be ended')
  }
}
