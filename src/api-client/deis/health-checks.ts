import { type Static, Type } from 'typebox'
import type { HealthCheck, HealthCheckUpdate } from '../../api-types/process-settings.ts'
import { UserError } from '../../lib/errors.ts'
import { readShape } from './read-shape.ts'

/** Kubernetes's probe, with its defaults. */
const DeisProbe = Type.Object({
  httpGet: Type.Optional(
    Type.Object({
      path: Type.String({ default: '/' }),
      port: Type.Integer(),
      httpHeaders: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
    }),
  ),
  tcpSocket: Type.Optional(Type.Object({ port: Type.Integer() })),
  exec: Type.Optional(Type.Object({ command: Type.Array(Type.String()) })),
  initialDelaySeconds: Type.Integer({ default: 0 }),
  timeoutSeconds: Type.Integer({ default: 1 }),
  periodSeconds: Type.Integer({ default: 10 }),
  successThreshold: Type.Integer({ default: 1 }),
  failureThreshold: Type.Integer({ default: 3 }),
})
type DeisProbe = Static<typeof DeisProbe>

/** Those of a process type, as a config has them; `web/cmd` is for both. */
export function healthChecksOf(
  healthcheck: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  type: string,
): { liveness: HealthCheck | null; readiness: HealthCheck | null } {
  const ofBoth = type === 'web' || type === 'cmd' ? healthcheck['web/cmd'] : undefined
  const checks = healthcheck[type] ?? ofBoth ?? {}
  return { liveness: checkOf(checks['livenessProbe']), readiness: checkOf(checks['readinessProbe']) }
}

function checkOf(value: unknown): HealthCheck | null {
  if (value === undefined || value === null) return null
  const probe = readShape(DeisProbe, value)
  return {
    probe: kindOf(probe),
    initial_delay: probe.initialDelaySeconds,
    timeout: probe.timeoutSeconds,
    period: probe.periodSeconds,
    success_threshold: probe.successThreshold,
    failure_threshold: probe.failureThreshold,
  }
}

function kindOf({ httpGet, tcpSocket, exec }: DeisProbe): HealthCheck['probe'] {
  if (httpGet)
    return { kind: 'httpGet', port: httpGet.port, path: httpGet.path, headers: httpGet.httpHeaders }
  if (tcpSocket) return { kind: 'tcpSocket', port: tcpSocket.port }
  return { kind: 'exec', command: exec?.command ?? [] }
}

/** What is left out is what Deis's client makes of it. Throws where no port is named. */
export function probeFor(check: HealthCheckUpdate): object {
  return {
    ...actionFor(check.probe),
    initialDelaySeconds: check.initial_delay ?? 50,
    timeoutSeconds: check.timeout ?? 50,
    periodSeconds: check.period ?? 10,
    successThreshold: check.success_threshold ?? 1,
    failureThreshold: check.failure_threshold ?? 3,
  }
}

function actionFor(probe: HealthCheckUpdate['probe']): object {
  if (probe.kind === 'exec') return { exec: { command: probe.command } }
  const { port } = probe
  if (port === null)
    throw new UserError("which port? A Deis controller's health checks know no $PORT.", {
      code: 'invalid_params',
      hint: `Name it: \`qp healthchecks:set readiness ${probe.kind} 5000\`.`,
    })
  if (probe.kind === 'tcpSocket') return { tcpSocket: { port } }
  return { httpGet: { path: probe.path, port, httpHeaders: probe.headers } }
}
