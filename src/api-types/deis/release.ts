import { type Static, Type } from 'typebox'
import { DeisTime, DeisUuid } from './reference.ts'

export const DeisRelease = Type.Object({
  uuid: DeisUuid,
  app: Type.String(),
  owner: Type.String(),
  created: DeisTime,
  updated: DeisTime,
  version: Type.Integer(),
  /** "jim added A, changed FOO" */
  summary: Type.String(),
  failed: Type.Boolean(),
  config: DeisUuid,
  build: Type.Union([DeisUuid, Type.Null()]),
  /** Hephy: why it failed. */
  exception: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})
export type DeisRelease = Static<typeof DeisRelease>

/** `POST /apps/:app/releases/rollback/`; without a version to the one before. */
export const DeisRollback = Type.Object({
  version: Type.Optional(Type.Union([Type.Integer(), Type.String()])),
})
export type DeisRollback = Static<typeof DeisRollback>

/** Its answer: the release that it made. */
export const DeisRollbackAnswer = Type.Object({ version: Type.Integer() })
export type DeisRollbackAnswer = Static<typeof DeisRollbackAnswer>
