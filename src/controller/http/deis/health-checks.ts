import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { HealthCheck, HealthChecks, HealthType, Probe } from '../../domain/health-check.ts'
import { problem } from '../../domain/problem.ts'

const port = Type.Integer({ minimum: 1, maximum: 65_535 })
const seconds = Type.Integer({ minimum: 0, maximum: 86_400 })
const times = Type.Integer({ minimum: 1, maximum: 1000 })

/** What is left out is as Kubernetes has it, which is where Deis sends it. */
const HttpGet = Type.Object({
  path: Type.Optional(Type.String()),
  port,
  httpHeaders: Type.Optional(Type.Array(Type.Object({ name: Type.String(), value: Type.String() }))),
})
const Timing = Type.Object({
  initialDelaySeconds: Type.Optional(seconds),
  timeoutSeconds: Type.Optional(times),
  periodSeconds: Type.Optional(times),
  successThreshold: Type.Optional(times),
  failureThreshold: Type.Optional(times),
})
const DeisProbe = Type.Union([
  Type.Object({ ...Timing.properties, httpGet: HttpGet }),
  Type.Object({ ...Timing.properties, tcpSocket: Type.Object({ port }) }),
  Type.Object({ ...Timing.properties, exec: Type.Object({ command: Type.Array(Type.String()) }) }),
])
type DeisProbe = Static<typeof DeisProbe>

/** What a health check is for where its client names no process type. */
export const webOrCmd = 'web/cmd'

const probeNames = { livenessProbe: 'liveness', readinessProbe: 'readiness' } as const

/** The checks of one process type, in Deis's form, as a change of ours. Null takes both away. Throws `invalid_params`. */
export function readHealthChecks(probes: unknown): Partial<HealthChecks> {
  if (probes === null) return { liveness: null, readiness: null }
  const changes: Partial<Record<HealthType, HealthCheck | null>> = {}
  for (const [name, probe] of Object.entries(Object(probes) as object)) {
    if (!isProbeName(name)) throw refused('Healthcheck keys must be either livenessProbe or readinessProbe')
    changes[probeNames[name]] = probe === null ? null : readCheck(probe)
  }
  return changes
}

function isProbeName(name: string): name is keyof typeof probeNames {
  return Object.hasOwn(probeNames, name)
}

function readCheck(probe: unknown): HealthCheck {
  if (!Value.Check(DeisProbe, probe))
    throw refused(`could not validate ${JSON.stringify(probe)}: ${wrongIn(probe)}`)
  const { initialDelaySeconds = 0, timeoutSeconds = 1, periodSeconds = 10 } = probe
  const { successThreshold = 1, failureThreshold = 3 } = probe
  return {
    probe: readProbe(probe),
    initialDelay: initialDelaySeconds,
    timeout: timeoutSeconds,
    period: periodSeconds,
    successThreshold,
    failureThreshold,
  }
}

/** Of the one kind that it names. */
function wrongIn(probe: unknown): string {
  const kinds = ['httpGet', 'tcpSocket', 'exec'] as const
  const meant = kinds.findIndex((it) => Object.hasOwn(Object(probe) as object, it))
  const schema = DeisProbe.anyOf[meant]
  if (!schema) return `it names none of ${kinds.join(', ')}`
  return Value.Errors(schema, probe)[0]?.message ?? 'it names more than one kind'
}

function readProbe(probe: DeisProbe): Probe {
  if ('exec' in probe) return { kind: 'exec', command: probe.exec.command }
  if ('tcpSocket' in probe) return { kind: 'tcpSocket', port: probe.tcpSocket.port }
  const { path = '/', port, httpHeaders = [] } = probe.httpGet
  return { kind: 'httpGet', port, path, headers: httpHeaders.map(({ name, value }) => [name, value]) }
}

/** Those that there are, in Deis's form. */
export function serializeHealthChecks({ liveness, readiness }: HealthChecks): Record<string, object> {
  return {
    ...(liveness ? { livenessProbe: serializeCheck(liveness) } : {}),
    ...(readiness ? { readinessProbe: serializeCheck(readiness) } : {}),
  }
}

function serializeCheck(check: HealthCheck): object {
  return {
    ...serializeProbe(check.probe),
    initialDelaySeconds: check.initialDelay,
    timeoutSeconds: check.timeout,
    periodSeconds: check.period,
    successThreshold: check.successThreshold,
    failureThreshold: check.failureThreshold,
  }
}

/** Deis knows no $PORT: what asks for it has no port there. */
function serializeProbe(probe: Probe): object {
  if (probe.kind === 'exec') return { exec: { command: probe.command } }
  const port = probe.port === null ? {} : { port: probe.port }
  if (probe.kind === 'tcpSocket') return { tcpSocket: port }
  const httpHeaders = probe.headers.map(([name, value]) => ({ name, value }))
  return { httpGet: { path: probe.path, ...port, httpHeaders } }
}

function refused(message: string) {
  return problem('invalid_params', message, { reason: 'health_check_format' })
}
