import { type Static, Type } from 'typebox'
import { DeisPairs, DeisPairsUpdate, DeisTime, DeisUuid } from './reference.ts'

/** By process type, then `livenessProbe` or `readinessProbe`: a probe as Kubernetes has it. */
const HealthChecks = Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()))

export const DeisConfig = Type.Object({
  uuid: DeisUuid,
  app: Type.String(),
  owner: Type.String(),
  values: DeisPairs,
  /** By process type: "512M", or "256M/512M" (request/limit). */
  memory: DeisPairs,
  /** By process type: "500m", or "0.5/1". By v1 a number of shares. */
  cpu: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  tags: DeisPairs,
  registry: DeisPairs,
  healthcheck: HealthChecks,
  created: DeisTime,
  updated: DeisTime,
  /** Hephy: seconds, by process type. */
  termination_grace_period: Type.Optional(
    Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  ),
  /** Hephy. */
  lifecycle_post_start: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  /** Hephy. */
  lifecycle_pre_stop: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export type DeisConfig = Static<typeof DeisConfig>

/** `POST /apps/:app/config/`: all that is named changes in one release, null takes away. */
export const DeisConfigUpdate = Type.Object({
  values: Type.Optional(DeisPairsUpdate),
  memory: Type.Optional(DeisPairsUpdate),
  cpu: Type.Optional(DeisPairsUpdate),
  tags: Type.Optional(DeisPairsUpdate),
  registry: Type.Optional(DeisPairsUpdate),
  healthcheck: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  termination_grace_period: Type.Optional(DeisPairsUpdate),
  lifecycle_post_start: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  lifecycle_pre_stop: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export type DeisConfigUpdate = Static<typeof DeisConfigUpdate>
