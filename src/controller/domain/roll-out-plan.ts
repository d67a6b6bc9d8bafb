import { type Dyno, type DynoName, formatDynoName } from './dyno.ts'
import type { FormationEntry } from './formation.ts'
import { type DynoSettings, formatDynoSettings } from './process-settings.ts'

/** A dyno that should run. */
export interface WantedDyno extends DynoName {
  size: string
  settings: DynoSettings
}

/** What a roll-out does: start what is missing, then stop what is not wanted. What is right already is kept. */
export interface RollOutPlan {
  start: WantedDyno[]
  keep: Dyno[]
  stop: Dyno[]
}

/**
 * Compares what should run with what does.
 *
 * @param releaseVersion the release that all should run
 * @param replaces says which of those that are right are started anew all the same (a restart)
 */
export function planRollOut(
  wanted: readonly WantedDyno[],
  running: readonly Dyno[],
  releaseVersion: number,
  replaces: (dyno: Dyno) => boolean = () => false,
): RollOutPlan {
  const keep = new Map<string, Dyno>()
  for (const dyno of running.toSorted(byTrust)) {
    const name = formatDynoName(dyno)
    const want = wanted.find((it) => formatDynoName(it) === name)
    if (want && isRight(dyno, want, releaseVersion) && !replaces(dyno) && !keep.has(name))
      keep.set(name, dyno)
  }
  return {
    start: wanted.filter((it) => !keep.has(formatDynoName(it))),
    keep: [...keep.values()],
    stop: running.filter((it) => keep.get(formatDynoName(it)) !== it),
  }
}

/**
 * Of two that are right the one that was not cut short is kept: the second was started in the first's place, by a controller that was killed
 * before it was seen to answer.
 */
function byTrust(one: Dyno, other: Dyno): number {
  const isUp = (dyno: Dyno) => Number(dyno.state === 'up')
  return isUp(other) - isUp(one) || one.createdAt.getTime() - other.createdAt.getTime()
}

function isRight(dyno: Dyno, want: WantedDyno, releaseVersion: number): boolean {
  return (
    dyno.releaseVersion === releaseVersion &&
    dyno.size === want.size &&
    formatDynoSettings(dyno.settings) === formatDynoSettings(want.settings) &&
    dyno.state !== 'down'
  )
}

/** Every dyno that a formation asks for, of the process types that the slug has. */
export function listWantedDynos(
  formation: readonly FormationEntry[],
  processTypes: Readonly<Record<string, string>>,
): WantedDyno[] {
  return formation
    .filter((entry) => Object.hasOwn(processTypes, entry.type))
    .flatMap((entry) =>
      Array.from({ length: entry.quantity }, (_, index) => ({
        type: entry.type,
        ordinal: index + 1,
        size: entry.size,
        settings: entry.settings,
      })).filter((dyno) => !entry.stopped.includes(dyno.ordinal)),
    )
}
