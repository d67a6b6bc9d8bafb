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
  output_stream_url: Type.Null(),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Release = Static<typeof Release>

/** `POST /apps/:app/releases`: a rollback to the release with this id or version. */
export const ReleaseRollback = Type.Object({ release: Type.String() })
export type ReleaseRollback = Static<typeof ReleaseRollback>
