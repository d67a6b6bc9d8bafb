import { type Static, Type } from 'typebox'
import { Nullable } from './reference.ts'

/** Deis's units, "512M" or "500m" (of a CPU). Where `own` is false, it is what the dyno size gives. */
export const Limit = Type.Object({
  limit: Type.String(),
  request: Nullable(Type.String()),
  own: Type.Boolean(),
})
export type Limit = Static<typeof Limit>

export const Limits = Type.Object({ memory: Limit, cpu: Limit })
export type Limits = Static<typeof Limits>

const port = Nullable(Type.Integer({ minimum: 1, maximum: 65_535 }))

/** Kubernetes's probes, which are Deis's. A `port` of null is $PORT. */
export const Probe = Type.Union([
  Type.Object({
    kind: Type.Literal('httpGet'),
    port,
    path: Type.String(),
    headers: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  }),
  Type.Object({ kind: Type.Literal('tcpSocket'), port }),
  Type.Object({ kind: Type.Literal('exec'), command: Type.Array(Type.String(), { minItems: 1 }) }),
])
export type Probe = Static<typeof Probe>

const day = 86_400

/** Times in seconds. In an update, what is left out is Deis's default. */
const timing = {
  initial_delay: Type.Integer({ minimum: 0, maximum: day }),
  timeout: Type.Integer({ minimum: 1, maximum: day }),
  period: Type.Integer({ minimum: 1, maximum: day }),
  success_threshold: Type.Integer({ minimum: 1, maximum: 1000 }),
  failure_threshold: Type.Integer({ minimum: 1, maximum: 1000 }),
}

export const HealthCheck = Type.Object({ probe: Probe, ...timing })
export type HealthCheck = Static<typeof HealthCheck>

const HealthCheckUpdate = Type.Object({ probe: Probe, ...Type.Partial(Type.Object(timing)).properties })
export type HealthCheckUpdate = Static<typeof HealthCheckUpdate>

/**
 * `GET /apps/:app/process-settings`: how the dynos of each process type run. Made for qp; Deis has it in its config resource
 * (memory, cpu, healthcheck, termination_grace_period).
 */
export const ProcessSettings = Type.Object({
  type: Type.String(),
  /** A dyno size's name, or "custom" with limits of its own. */
  size: Type.String(),
  limits: Limits,
  health_checks: Type.Object({ liveness: Nullable(HealthCheck), readiness: Nullable(HealthCheck) }),
  /** Seconds between SIGTERM and SIGKILL; not `own`: the controller's default. */
  stop_timeout: Type.Object({ seconds: Type.Integer(), own: Type.Boolean() }),
})
export type ProcessSettings = Static<typeof ProcessSettings>

/** What is left out stays, null takes it away. Limits as Deis writes them: "512M", or "256M/512M" for request and limit. */
export const ProcessSettingsUpdate = Type.Object({
  type: Type.String(),
  memory: Type.Optional(Nullable(Type.String())),
  cpu: Type.Optional(Nullable(Type.String())),
  liveness: Type.Optional(Nullable(HealthCheckUpdate)),
  readiness: Type.Optional(Nullable(HealthCheckUpdate)),
  stop_timeout: Type.Optional(Nullable(Type.Integer({ minimum: 0 }))),
})
export type ProcessSettingsUpdate = Static<typeof ProcessSettingsUpdate>

/** `PATCH /apps/:app/process-settings` */
export const ProcessSettingsBatchUpdate = Type.Object({ updates: Type.Array(ProcessSettingsUpdate) })
