import { type Static, Type } from 'typebox'
import { Named, Nullable, Timestamp, UserReference } from './reference.ts'

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
  /** The OAuth client that holds it. */
  client: Nullable(Type.Object({ ...Named.properties, redirect_uri: Type.String() })),
  grant: Type.Null(),
  refresh_token: Type.Null(),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Authorization = Static<typeof Authorization>

/** `POST /oauth/authorizations`, with `Authorization: Basic email:password` or a token. `expires_in` is in seconds; the heroku client sends it as text. */
export const AuthorizationCreate = Type.Object({
  description: Type.Optional(Type.String()),
  expires_in: Type.Optional(
    Nullable(Type.Union([Type.Integer({ minimum: 1 }), Type.String({ pattern: '^[1-9]\\d{0,9}$' })])),
  ),
  /** global, identity, read, write, read-protected, write-protected; without, global. */
  scope: Type.Optional(Type.Array(Type.String())),
})
export type AuthorizationCreate = Static<typeof AuthorizationCreate>

/** `PATCH /oauth/authorizations/:id`, as heroku sends it: a description, and the client that it is given to. */
export const AuthorizationUpdate = Type.Object(
  {
    description: Type.Optional(Type.String()),
    client: Type.Optional(Type.Object({ id: Type.String(), secret: Type.String() })),
  },
  { minProperties: 1 },
)
export type AuthorizationUpdate = Static<typeof AuthorizationUpdate>
