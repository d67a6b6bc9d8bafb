import { DeisApp } from '../../api-types/deis/app.ts'
import type { DeisConfig, DeisConfigUpdate } from '../../api-types/deis/config.ts'
import type { ProcessSettings, ProcessSettingsUpdate } from '../../api-types/process-settings.ts'
import type { Controller } from '../controller.ts'
import { getConfig, updateConfig } from './config.ts'
import type { DeisHttp } from './deis-http.ts'
import { healthChecksOf, probeFor } from './health-checks.ts'
import { cpuFor, limitsOf, memoryFor, sizeOf } from './limits.ts'
import { notThere } from './not-there.ts'
import { path } from './path.ts'
import { withoutAbsent } from './unless-unchanged.ts'
import { versions } from './versions.ts'

export function processSettingsApi(http: DeisHttp): Controller['processSettings'] {
  const list = async (app: string) => {
    const [{ structure }, config] = await Promise.all([
      http.get(DeisApp, path`/apps/${app}/`),
      getConfig(http, app),
    ])
    return settingsOf(config, Object.keys(structure))
  }
  return {
    list,
    async update(app, updates) {
      const config = await getConfig(http, app)
      checkForTimeouts(http, config, updates)
      const changes = changesOf(http, config, updates)
      if (Object.keys(changes).length > 0) await updateConfig(http, app, changes)
      return list(app)
    },
  }
}

/** Seconds, where nobody says otherwise: Kubernetes's. */
const graceSeconds = 30

function settingsOf(config: DeisConfig, known: readonly string[]): ProcessSettings[] {
  const { memory, cpu, healthcheck, termination_grace_period: grace = {} } = config
  const named = [memory, cpu, healthcheck, grace].flatMap((it) => Object.keys(it))
  const types = new Set([...known, ...named.filter((it) => it !== 'web/cmd')])
  return [...types].map((type) => {
    const limits = limitsOf(config, type)
    const seconds = grace[type]
    return {
      type,
      size: sizeOf(limits),
      limits,
      health_checks: healthChecksOf(healthcheck, type),
      stop_timeout: { seconds: Number(seconds ?? graceSeconds), own: seconds !== undefined },
    }
  })
}

/** Deis takes what it does not know without a word; Hephy's answers name what they hold. */
function checkForTimeouts(
  http: DeisHttp,
  config: DeisConfig,
  updates: readonly ProcessSettingsUpdate[],
): void {
  if (config.termination_grace_period || updates.every((it) => it.stop_timeout === undefined)) return
  const hint =
    http.version === 'v2'
      ? 'Hephy has them. For all of an app: `qp config:set KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS=60`.'
      : undefined
  throw notThere(http, 'stop timeouts of process types', hint)
}

/** All of it in one release. */
function changesOf(
  http: DeisHttp,
  config: DeisConfig,
  updates: readonly ProcessSettingsUpdate[],
): DeisConfigUpdate {
  const pick = <T>(of: (update: ProcessSettingsUpdate) => T | null | undefined) =>
    Object.fromEntries(
      updates.flatMap((it): [string, T | null][] => {
        const value = of(it)
        return value === undefined ? [] : [[it.type, value]]
      }),
    )
  const { memory, cpu, termination_grace_period: grace = {} } = config
  const changes = {
    memory: withoutAbsent(
      pick((it) => it.memory && memoryFor(http, it.memory)),
      withCmd(memory),
    ),
    cpu: withoutAbsent(
      pick((it) => it.cpu && cpuFor(http, it.cpu)),
      withCmd(cpu),
    ),
    termination_grace_period: withoutAbsent(
      pick((it) => it.stop_timeout),
      withCmd(grace),
    ),
    healthcheck: healthCheckChanges(http, config, updates),
  }
  return Object.fromEntries(Object.entries(changes).filter(([, it]) => Object.keys(it).length > 0))
}

function healthCheckChanges(
  http: DeisHttp,
  { healthcheck }: DeisConfig,
  updates: readonly ProcessSettingsUpdate[],
): Record<string, object> {
  const changes: Record<string, object> = {}
  for (const { type, liveness, readiness } of updates) {
    if (liveness === undefined && readiness === undefined) continue
    if (!versions[http.version].hasSettings) throw notThere(http, 'health checks')
    // What an old HEALTHCHECK_URL left behind is web's and cmd's together, and can only be changed as such.
    const key = !healthcheck[type] && healthcheck['web/cmd'] && type === 'web' ? 'web/cmd' : type
    const probes = {
      ...(liveness === undefined ? {} : { livenessProbe: liveness && probeFor(liveness) }),
      ...(readiness === undefined ? {} : { readinessProbe: readiness && probeFor(readiness) }),
    }
    const effective = withoutAbsent(probes, withCmd(healthcheck)[key] ?? {})
    if (Object.keys(effective).length > 0) changes[key] = effective
  }
  return changes
}

/**
 * What is kept for `web` may be meant by `cmd`, Deis's name for what an image runs by itself: a controller of ours has it so. Another one
 * refuses it.
 */
function withCmd<T>(present: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return present['web'] === undefined ? present : { cmd: present['web'], ...present }
}
