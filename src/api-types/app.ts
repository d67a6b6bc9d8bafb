import { type Static, Type } from 'typebox'
import { Named, Nullable, Timestamp, UserReference } from './reference.ts'

export const App = Type.Object({
  id: Type.String(),
  name: Type.String(),
  owner: UserReference,
  region: Named,
  stack: Named,
  build_stack: Named,
  git_url: Type.String(),
  /** Null where the controller serves no git over SSH. */
  ssh_git_url: Nullable(Type.String()),
  web_url: Type.String(),
  acm: Type.Boolean(),
  maintenance: Type.Boolean(),
  create_status: Type.String(),
  repo_size: Nullable(Type.Integer()),
  slug_size: Nullable(Type.Integer()),
  buildpack_provided_description: Nullable(Type.String()),
  internal_routing: Nullable(Type.Boolean()),
  locked: Type.Boolean(),
  process_tier: Type.String(),
  generation: Named,
  space: Type.Null(),
  team: Type.Null(),
  organization: Type.Null(),
  archived_at: Nullable(Timestamp),
  released_at: Nullable(Timestamp),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type App = Static<typeof App>

/** `POST /apps`. Without a name the controller makes one up. */
export const AppCreate = Type.Object({
  name: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
  stack: Type.Optional(Type.String()),
})
export type AppCreate = Static<typeof AppCreate>

/** `PATCH /apps/:app`. */
export const AppUpdate = Type.Object({
  name: Type.Optional(Type.String()),
  maintenance: Type.Optional(Type.Boolean()),
  /** What the next build stands on. */
  build_stack: Type.Optional(Type.String({ minLength: 1 })),
})
export type AppUpdate = Static<typeof AppUpdate>
