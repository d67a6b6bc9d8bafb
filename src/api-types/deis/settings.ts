import { type Static, Type } from 'typebox'
import { DeisPairs, DeisPairsUpdate, DeisTime, DeisUuid } from './reference.ts'

/** What of an app makes no release. */
export const DeisSettings = Type.Object({
  uuid: DeisUuid,
  app: Type.String(),
  owner: Type.String(),
  autoscale: Type.Record(Type.String(), Type.Unknown()),
  label: DeisPairs,
  created: DeisTime,
  updated: DeisTime,
  maintenance: Type.Boolean(),
  routable: Type.Boolean({ default: true }),
  whitelist: Type.Array(Type.String()),
})
export type DeisSettings = Static<typeof DeisSettings>

/** `POST /apps/:app/settings/`: what is not named stays; 409 where nothing changes. */
export const DeisSettingsUpdate = Type.Object({
  maintenance: Type.Optional(Type.Boolean()),
  routable: Type.Optional(Type.Boolean()),
  whitelist: Type.Optional(Type.Array(Type.String())),
  autoscale: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  label: Type.Optional(DeisPairsUpdate),
})
export type DeisSettingsUpdate = Static<typeof DeisSettingsUpdate>

/** `GET`, `POST`, `DELETE /apps/:app/whitelist/`: sent are those to add or to remove, answered are all. */
export const DeisWhitelist = Type.Object({ addresses: Type.Array(Type.String()) })
export type DeisWhitelist = Static<typeof DeisWhitelist>

export const DeisTls = Type.Object({
  uuid: DeisUuid,
  app: Type.String(),
  owner: Type.String(),
  created: DeisTime,
  updated: DeisTime,
  /** Null where nobody has said. */
  https_enforced: Type.Union([Type.Boolean(), Type.Null()]),
})
export type DeisTls = Static<typeof DeisTls>

/** `POST /apps/:app/tls/` */
export const DeisTlsUpdate = Type.Object({ https_enforced: Type.Boolean() })
export type DeisTlsUpdate = Static<typeof DeisTlsUpdate>
