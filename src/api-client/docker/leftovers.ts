import { setTimeout as wait } from 'node:timers/promises'
import { labels } from '../../controller/domain/labels.ts'
import type { Engine } from '../../controller/engine/engine.ts'

/** Clocks of two machines may differ by so much, in ms. */
const clockSlack = 5 * 60_000

/** Removes what earlier runs left behind, whoever made them, once their time is over. */
export async function clearForgotten(engine: Engine, now: Date): Promise<void> {
  const before = now.getTime() - clockSlack
  for (const { id, labels: its } of await engine.listContainers({ [labels.direct]: 'true' }))
    if (Date.parse(its[labels.until] ?? '') < before) await engine.removeContainer(id)
}

export interface RemoveOptions {
  /** Seconds that its process has to end at SIGTERM. */
  graceSeconds?: number
  /** How long the container may take to show up, in ms: it may have been asked for in the last moment. */
  patience?: number
  /** How long an engine that does not answer is asked again and again, in ms. */
  engineAway?: number
  /** Between two looks, in ms. */
  pause?: number
}

/** Ends and removes the container of a run whose client is gone. Resolves when there is none, or no hope. */
export async function removeAbandoned(
  engine: Engine,
  runId: string,
  { graceSeconds = 10, patience = 30_000, engineAway = 300_000, pause = 500 }: RemoveOptions = {},
): Promise<void> {
  const begun = performance.now()
  for (;;) {
    const removed = await removeRun(engine, runId, graceSeconds).catch(() => undefined)
    if (removed) return
    if (performance.now() - begun > (removed === undefined ? engineAway : patience)) return
    await wait(pause)
  }
}

/** False where the engine has none of this run. */
export async function removeRun(engine: Engine, runId: string, graceSeconds = 0): Promise<boolean> {
  const found = await engine.listContainers({ [labels.direct]: 'true', [labels.run]: runId })
  for (const { id, state } of found) {
    if (state === 'running') await engine.stopContainer(id, { graceSeconds })
    await engine.removeContainer(id)
  }
  return found.length > 0
}
