import { type Static, Type } from 'typebox'
import { Nullable, Timestamp, UserReference } from './reference.ts'

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

/**
 * `POST /apps/:app/builds` of an image that is there (ours): it is answered when the image has been released. `procfile` says what the
 * process types run; without, `web` runs what the image does.
 */
export const ImageBuildCreate = Type.Object({
  image: Type.String({ minLength: 1 }),
  procfile: Type.Optional(Type.Record(Type.String({ pattern: '^[A-Za-z0-9_-]+$' }), Type.String())),
})
export type ImageBuildCreate = Static<typeof ImageBuildCreate>

/**
 * `POST /apps/:app/builds` of a tarball, as Heroku has it: it is answered at once, and the build goes on. Who watches is answered when
 * it has been released.
 */
export const SourceBuildCreate = Type.Object({
  source_blob: Type.Object({
    /** Where it is fetched: what `POST /sources` gave, or any address of a tar or tar.gz. */
    url: Type.String({ minLength: 1 }),
    /** What people call it: a commit. */
    version: Type.Optional(Nullable(Type.String())),
    /** `SHA256:` and 64 hexadecimal digits. */
    checksum: Type.Optional(Nullable(Type.String())),
  }),
  /** For this build, in place of the app's. */
  buildpacks: Type.Optional(
    Nullable(
      Type.Array(Type.Object({ url: Type.Optional(Type.String()), name: Type.Optional(Type.String()) })),
    ),
  ),
})
export type SourceBuildCreate = Static<typeof SourceBuildCreate>

export const BuildCreate = Type.Union([ImageBuildCreate, SourceBuildCreate])
export type BuildCreate = Static<typeof BuildCreate>

/** `POST /apps/:app/sources`: a place to put a tar or tar.gz, by PUT and without a token, and to build it from. */
export const Source = Type.Object({
  source_blob: Type.Object({ get_url: Type.String(), put_url: Type.String() }),
})
export type Source = Static<typeof Source>
