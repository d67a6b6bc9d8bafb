import { type Static, Type } from 'typebox'
import { Named, Nullable, Timestamp, UserReference } from './reference.ts'

export const Build = Type.Object({
  id: Type.String(),
  app: Type.Object({ id: Type.String() }),
  status: Type.Union([Type.Literal('pending'), Type.Literal('succeeded'), Type.Literal('failed')]),
  buildpacks: Nullable(Type.Array(Type.Object({ name: Type.String(), url: Type.String() }))),
  source_blob: Type.Object({
    url: Type.String(),
    version: Nullable(Type.String()),
    checksum: Nullable(Type.String()),
  }),
  stack: Type.String(),
  slug: Nullable(Type.Object({ id: Type.String() })),
  release: Nullable(Type.Object({ id: Type.String() })),
  user: UserReference,
  output_stream_url: Type.String(),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Build = Static<typeof Build>

/** `POST /apps/:app/builds`: release an existing image (ours; Heroku's `source_blob` takes a tarball instead). */
export const BuildCreate = Type.Object({ image: Type.String({ minLength: 1 }) })
export type BuildCreate = Static<typeof BuildCreate>

export const Slug = Type.Object({
  id: Type.String(),
  commit: Nullable(Type.String()),
  process_types: Type.Record(Type.String(), Type.String()),
  size: Nullable(Type.Integer()),
  checksum: Nullable(Type.String()),
  buildpack_provided_description: Nullable(Type.String()),
  stack: Named,
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Slug = Static<typeof Slug>
