import { Type } from 'typebox'
import * as wire from '../../../api-types/process-settings.ts'
import { changeProcessSettings } from '../../deploy/change-process-settings.ts'
import type { Platform } from '../../deploy/platform.ts'
import { findSlug, getCurrentRelease } from '../../deploy/running-app.ts'
import type { App } from '../../domain/app.ts'
import type { FormationEntry } from '../../domain/formation.ts'
import { type HealthCheck, healthCheckDefaults, type Probe } from '../../domain/health-check.ts'
import {
  effectiveLimits,
  formatCpu,
  formatMemory,
  type Limit,
  type Limits,
  parseCpuLimit,
  parseMemoryLimit,
  shownSize,
} from '../../domain/limits.ts'
import type { SettingsChange } from '../../domain/process-settings.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import { watched } from '../watched.ts'
import type { ApiServer } from './route.ts'

export function processSettingsRoutes(server: ApiServer, platform: Platform): void {
  const access = 'collaborator' as const
  const schema = {
    params: Type.Object({ app: Type.String() }),
    response: { 200: Type.Array(wire.ProcessSettings) },
  }
  server.get('/apps/:app/process-settings', { config: { access }, schema }, (request) =>
    listSettings(platform, namedAppOf(request)),
  )
  server.patch(
    '/apps/:app/process-settings',
    { config: { access }, schema: { ...schema, body: wire.ProcessSettingsBatchUpdate } },
    async (request, reply) => {
      const app = namedAppOf(request)
      const changes = request.body.updates.map(readUpdate)
      return watched(request, reply, 200, async (report) => {
        await changeProcessSettings(platform, { app, user: callerUser(request), changes, report })
        return listSettings(platform, app)
      })
    },
  )
}

/** Of the process types of the current release, and of those that have settings without being one. */
async function listSettings(platform: Platform, app: App): Promise<wire.ProcessSettings[]> {
  const slug = await findSlug(platform, await getCurrentRelease(platform, app))
  const entries = await platform.store.formation.listOfApp(app.id)
  return entries
    .filter((it) => Object.hasOwn(slug?.processTypes ?? {}, it.type) || hasOwnSettings(it))
    .map((it) => ({
      type: it.type,
      size: shownSize(it.size, it.settings.limits),
      limits: serializeLimits(it.size, it.settings.limits),
      health_checks: {
        liveness: serializeCheck(it.settings.healthChecks.liveness),
        readiness: serializeCheck(it.settings.healthChecks.readiness),
      },
      stop_timeout: {
        seconds: it.settings.stopGrace ?? platform.settings.stopGrace,
        own: it.settings.stopGrace !== null,
      },
    }))
}

function hasOwnSettings({ settings: { limits, healthChecks, stopGrace } }: FormationEntry): boolean {
  const own = [limits.memory, limits.cpu, healthChecks.liveness, healthChecks.readiness, stopGrace]
  return own.some((it) => it !== null)
}

export function serializeLimits(size: string, own: Limits): wire.Limits {
  const { memory, cpu } = effectiveLimits(size, own)
  return {
    memory: serializeLimit(memory, own.memory !== null, formatMemory),
    cpu: serializeLimit(cpu, own.cpu !== null, formatCpu),
  }
}

function serializeLimit(
  { limit, request }: Limit,
  own: boolean,
  format: (value: number) => string,
): wire.Limit {
  return { limit: format(limit), request: request === null ? null : format(request), own }
}

function serializeCheck(check: HealthCheck | null): wire.HealthCheck | null {
  if (!check) return null
  const { probe, initialDelay, timeout, period, successThreshold, failureThreshold } = check
  return {
    probe: serializeProbe(probe),
    initial_delay: initialDelay,
    timeout,
    period,
    success_threshold: successThreshold,
    failure_threshold: failureThreshold,
  }
}

function serializeProbe(probe: Probe): wire.Probe {
  if (probe.kind === 'exec') return { kind: 'exec', command: [...probe.command] }
  if (probe.kind === 'tcpSocket') return probe
  const headers = probe.headers.map(([name, value]) => ({ name, value }))
  return { kind: 'httpGet', port: probe.port, path: probe.path, headers }
}

/** Throws `invalid_params`. */
function readUpdate(update: wire.ProcessSettingsUpdate): SettingsChange {
  const { type, memory, cpu, liveness, readiness, stop_timeout: stopGrace } = update
  return {
    type,
    limits: {
      ...(memory === undefined ? {} : { memory: memory === null ? null : parseMemoryLimit(memory) }),
      ...(cpu === undefined ? {} : { cpu: cpu === null ? null : parseCpuLimit(cpu) }),
    },
    healthChecks: {
      ...(liveness === undefined ? {} : { liveness: liveness && readCheck(liveness) }),
      ...(readiness === undefined ? {} : { readiness: readiness && readCheck(readiness) }),
    },
    stopGrace,
  }
}

function readCheck(check: wire.HealthCheckUpdate): HealthCheck {
  const { initialDelay, timeout, period, successThreshold, failureThreshold } = healthCheckDefaults
  return {
    probe: readProbe(check.probe),
    initialDelay: check.initial_delay ?? initialDelay,
    timeout: check.timeout ?? timeout,
    period: check.period ?? period,
    successThreshold: check.success_threshold ?? successThreshold,
    failureThreshold: check.failure_threshold ?? failureThreshold,
  }
}

function readProbe(probe: wire.Probe): Probe {
  if (probe.kind === 'httpGet')
    return { ...probe, headers: probe.headers.map(({ name, value }) => [name, value] as const) }
  return probe
}
