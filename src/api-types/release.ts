import { type Static, Type } from 'typebox'
import { Named, Nullable, Timestamp, UserReference } from './reference.ts'

export const Release = Type.Object({
  id: Type.String(),
  app: Named,
  version: Type.Integer(),
  description: Type.String(),
  status: Type.Union([Type.Literal('succeeded'), Type.Literal('failed'), Type.Literal('pending')]),
  current: Type.Boolean(),
  user: UserReference,
  slug: Nullable(Type.Object({ id: Type.String() })),
  addon_plan_names: Type.Array(Type.String()),
  eligible_for_rollback: Type.Boolean(),
  /** Where its release command's output can be read, for a while by whoever has the address; null where it has none. */
  output_stream_url: Nullable(Type.String()),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Release = Static<typeof Release>

/** `POST /apps/:app/releases`: a rollback to the release with this id or version. */
export const ReleaseRollback = Type.Object({ release: Type.String() })
export type ReleaseRollback = Static<typeof ReleaseRollback>

/**
 * `POST /apps/:app/releases`: a release of a slug that is there, with the config that holds; where the newest release failed with this
 * slug, with the config of that one.
 */
export const ReleaseCreate = Type.Object({
  slug: Type.String(),
  description: Type.Optional(Type.String({ minLength: 1 })),
})
export type ReleaseCreate = Static<typeof ReleaseCreate>
