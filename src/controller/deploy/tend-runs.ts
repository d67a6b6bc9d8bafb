import { timedOut } from '../../attach/frames.ts'
import { labels } from '../domain/labels.ts'
import type { Run } from '../domain/run.ts'
import type { Container } from '../engine/engine.ts'
import { removeOneOff } from './attached-run.ts'
import { finishDetachedRun } from './detached-run.ts'
import { endLostInside } from './end-lost-inside.ts'
import type { Platform } from './platform.ts'
import { stopRun, type Verdict } from './stop-run.ts'
import { tellRun } from './tell-dyno.ts'

/** Between two looks at what is due, and at what was left over; in ms. */
const dueEvery = 1000
const tidyEvery = 60_000

/** Ends what is due and clears away what was left over, until the signal. */
export async function tendRuns(platform: Platform, signal: AbortSignal): Promise<void> {
  const every = (ms: number, work: () => Promise<void>) => {
    let isBusy = false
    const timer = setInterval(async () => {
      if (isBusy) return
      isBusy = true
      await work().catch((err) => platform.log.warn({ err }, 'one-off dynos could not be looked after'))
      isBusy = false
    }, ms)
    signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  }
  every(dueEvery, () => endDueRuns(platform))
  every(tidyEvery, async () => {
    await clearLostRuns(platform, { minimumAge: tidyEvery })
    await platform.readyNetworks.tidy(platform.now())
  })
}

/** Ends the runs whose time is over. They end side by side: one that takes its time holds up no other. */
export async function endDueRuns(platform: Platform): Promise<void> {
  const now = platform.now()
  for (const run of await platform.store.runs.listRunning()) {
    const verdict = verdictOn(run, now, platform.sessions.find(run.id)?.viewers ?? 0)
    if (verdict && run.reason === null)
      stopRun(platform, run, verdict).catch((err) =>
        platform.log.warn({ err, dyno: run.dyno }, 'a one-off dyno whose time is over could not be stopped'),
      )
  }
}

function verdictOn(run: Run, now: Date, viewers: number): Verdict | undefined {
  const seconds = (until: Date) => Math.round((until.getTime() - run.createdAt.getTime()) / 1000)
  if (run.endsBy && run.endsBy <= now) return timedOut(seconds(run.endsBy))
  if (run.forgottenBy > now || viewers > 0) return undefined
  return {
    reason: 'stopped',
    message: `ended after ${seconds(run.forgottenBy)} seconds, with nobody attached`,
  }
}

/**
 * Removes the containers of runs that nobody holds any more, and closes the books on runs that have none: what a killed
 * controller, or an engine that was away, left behind. Younger ones than `minimumAge` (ms) may just be being made.
 */
export async function clearLostRuns(
  platform: Platform,
  { minimumAge }: { minimumAge: number },
): Promise<void> {
  const { engine, store, sessions, controllerId } = platform
  const before = new Date(platform.now().getTime() - minimumAge)
  const running = (await store.runs.listRunning()).filter((it) => it.createdAt <= before)
  const containers = await engine.listContainers({
    [labels.controller]: controllerId,
    [labels.kind]: 'one-off',
  })
  for (const container of containers)
    if (container.createdAt <= before) await clearIfLost(platform, container)
  const present = new Set(containers.map((it) => it.labels[labels.run]))
  for (const run of running)
    if (run.kind === 'detached' && run.reason !== null && present.has(run.id)) stopAgain(platform, run)
  const lost = running.filter((it) => !sessions.find(it.id) && !present.has(it.id))
  await endLostInside(platform, lost, lostEnd)
  for (const run of lost) if (run.kind !== 'inside') await closeLost(platform, run)
}

async function closeLost(platform: Platform, run: Run): Promise<void> {
  await platform.store.runs.finish(run.id, lostEnd, platform.now())
  tellRun(platform, run, lostEnd)
}

/** One whose stop was begun, by a controller that was killed or an engine that went. Twice does no harm. */
function stopAgain(platform: Platform, run: Run): void {
  stopRun(platform, run, { reason: 'stopped', message: 'stopped' }).catch((err) =>
    platform.log.warn({ err, dyno: run.dyno }, 'a one-off dyno could not be stopped'),
  )
}

const lostEnd = {
  exitCode: null,
  reason: 'controller-gone',
  message: 'the controller ended while it ran, and it with the controller',
}

async function clearIfLost(platform: Platform, container: Container): Promise<void> {
  const { [labels.run]: runId = '', [labels.logged]: logged, [labels.holder]: holder } = container.labels
  const isHeld = platform.sessions.find(runId) !== undefined
  if (logged === 'true' && container.state === 'exited') await finishDetachedRun(platform, container)
  else if (logged === 'true' ? container.state === 'created' : !isHeld) {
    await removeOneOff(platform, container.id, holder)
    const run = await platform.store.runs.find(container.labels[labels.app] ?? '', runId)
    if (run) await closeLost(platform, run)
  }
}
