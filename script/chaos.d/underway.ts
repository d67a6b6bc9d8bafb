import { setTimeout as delay } from 'node:timers/promises'
import type { Run } from '../../src/api-types/run.ts'
import type { Client } from './client.ts'
import type { CutProxy } from './cut-proxy.ts'
import type { DeedPlan } from './deeds.ts'
import type { Draw } from './draw.ts'
import type { Place } from './place.ts'

/** A run that was started, for those who do something to it. */
export interface Underway {
  place: Place
  draw: Draw
  plan: DeedPlan
  client: Client
  /** A word of its command, by which it is found among others. */
  marker: string
  /** Where its connection goes through one. */
  proxy: CutProxy | undefined
  /** It has taken too long. */
  signal: AbortSignal
  /** What was to happen has. */
  happened: AbortSignal
}

/** Waits for it to be known to the controller; undefined where it has ended, or never comes. */
export async function findRun({ place, marker, client, signal }: Underway): Promise<Run | undefined> {
  for (;;) {
    const hasEnded = client.hasEnded()
    const run = (await listRunning(place)).find((it) => it.command.includes(marker))
    if (run || hasEnded || signal.aborted) return run
    await delay(50)
  }
}

/** None where the controller does not answer. */
export async function listRunning(place: Place): Promise<Run[]> {
  return place.ask<Run[]>('GET', `/apps/${place.app}/runs`).catch(() => [])
}
