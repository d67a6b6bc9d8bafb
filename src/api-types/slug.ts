import { type Static, Type } from 'typebox'
import { Named, Nullable, Timestamp } from './reference.ts'

/**
 * What a build made. Heroku's `blob` is a file to download; ours is an image of the engine, so there is none to point to, and
 * `image` names it. `launch` and `exposed_port` are how to run it (src/controller/domain/slug.ts says what they mean).
 */
export const Slug = Type.Object({
  id: Type.String(),
  blob: Type.Object({}),
  buildpack_provided_description: Nullable(Type.String()),
  checksum: Nullable(Type.String()),
  commit: Nullable(Type.String()),
  commit_description: Nullable(Type.String()),
  /** A type with an empty line runs the image's own command. */
  process_types: Type.Record(Type.String(), Type.String()),
  size: Nullable(Type.Integer()),
  stack: Named,
  image: Type.String(),
  launch: Type.Union([Type.Literal('buildpack'), Type.Literal('image')]),
  exposed_port: Nullable(Type.Integer()),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Slug = Static<typeof Slug>
