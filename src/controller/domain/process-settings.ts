import { checkHealthCheck, type HealthChecks, noHealthChecks } from './health-check.ts'
import { type Limits, noLimits } from './limits.ts'
import { problem } from './problem.ts'

/** What a dyno is made with: where it changes, another dyno takes its place. */
export interface DynoSettings {
  limits: Limits
  healthChecks: HealthChecks
}

/** How the dynos of a process type run, beyond how many and at which size. */
export interface ProcessSettings extends DynoSettings {
  /** Seconds between SIGTERM and SIGKILL; null where the controller's default holds. */
  stopGrace: number | null
}

export const plainDynoSettings: DynoSettings = { limits: noLimits, healthChecks: noHealthChecks }

export const plainSettings: ProcessSettings = { ...plainDynoSettings, stopGrace: null }

/** What is not named stays, null takes it away. */
export interface SettingsChange {
  type: string
  limits?: Partial<Limits>
  healthChecks?: Partial<HealthChecks>
  stopGrace?: number | null | undefined
}

/** An hour: a deploy waits for the old dynos to end. */
const longestGrace = 3600

/** Throws `invalid_params`. */
export function applySettingsChange(current: ProcessSettings, change: SettingsChange): ProcessSettings {
  const { type, stopGrace = current.stopGrace } = change
  const healthChecks = { ...current.healthChecks, ...change.healthChecks }
  for (const name of ['liveness', 'readiness'] as const) {
    const check = change.healthChecks?.[name]
    if (check) checkHealthCheck(name, type, check)
  }
  if (stopGrace !== null && (!Number.isInteger(stopGrace) || stopGrace < 0 || stopGrace > longestGrace))
    throw problem('invalid_params', `A timeout is a number of seconds from 0 to ${longestGrace}.`)
  return { limits: { ...current.limits, ...change.limits }, healthChecks, stopGrace }
}

/** "limits.memory, readiness": which of the settings a change names, for the app's log. */
export function describeSettingsChange({ limits, healthChecks, stopGrace }: SettingsChange): string {
  return [
    ...Object.keys(limits ?? {}).map((it) => `${it} limit`),
    ...Object.keys(healthChecks ?? {}).map((it) => `${it} check`),
    ...(stopGrace === undefined ? [] : ['stop timeout']),
  ].join(', ')
}

/**
 * As a container carries them. The same settings are the same text, and nothing of its own is no text: a container that was made
 * before there were settings is as right as one without any.
 */
export function formatDynoSettings({ limits, healthChecks }: DynoSettings): string {
  const { memory, cpu } = limits
  const { liveness, readiness } = healthChecks
  const isPlain = !memory && !cpu && !liveness && !readiness
  return isPlain ? '' : JSON.stringify({ limits: { memory, cpu }, healthChecks: { liveness, readiness } })
}

export function parseDynoSettings(text: string | undefined): DynoSettings {
  return text ? (JSON.parse(text) as DynoSettings) : plainDynoSettings
}
