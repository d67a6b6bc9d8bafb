import { type Static, Type } from 'typebox'
import { Nullable, Timestamp, UserReference } from './reference.ts'

/** A token and what is known about it. `access_token.token` is shown once, when it is made. */
export const Authorization = Type.Object({
  id: Type.String(),
  description: Type.String(),
  scope: Type.Array(Type.String()),
  access_token: Type.Object({
    id: Type.String(),
    token: Type.String(),
    expires_in: Nullable(Type.Integer()),
  }),
  user: Type.Object({ ...UserReference.properties, full_name: Nullable(Type.String()) }),
  client: Type.Null(),
  grant: Type.Null(),
  refresh_token: Type.Null(),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Authorization = Static<typeof Authorization>

/** `POST /oauth/authorizations`, with `Authorization: Basic email:password` or a token. `expires_in` is in seconds. */
export const AuthorizationCreate = Type.Object({
  description: Type.Optional(Type.String()),
  expires_in: Type.Optional(Nullable(Type.Integer({ minimum: 1 }))),
  /** global, identity, read, write, read-protected, write-protected; without, global. */
  scope: Type.Optional(Type.Array(Type.String())),
})
export type AuthorizationCreate = Static<typeof AuthorizationCreate>

/** `PATCH /oauth/authorizations/:id` (ours). */
export const AuthorizationUpdate = Type.Object({ description: Type.String() })
export type AuthorizationUpdate = Static<typeof AuthorizationUpdate>
