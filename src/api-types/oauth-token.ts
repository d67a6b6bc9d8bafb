import { type Static, Type } from 'typebox'
import { Nullable, Timestamp } from './reference.ts'

const Secret = Type.Object({
  id: Type.String(),
  token: Type.String(),
  /** In seconds; null: until the authorization is revoked. */
  expires_in: Nullable(Type.Integer()),
})

/** What a client holds for a user, as the Platform API answers it. */
export const OAuthToken = Type.Object({
  id: Type.String(),
  access_token: Secret,
  refresh_token: Secret,
  authorization: Type.Object({ id: Type.String() }),
  client: Type.Null(),
  grant: Type.Object({ type: Type.String() }),
  user: Type.Object({ id: Type.String() }),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type OAuthToken = Static<typeof OAuthToken>

/** `POST /oauth/tokens`: by `authorization_code` with a code, by `refresh_token` with a refresh token. */
export const OAuthTokenCreate = Type.Object({
  grant: Type.Object({ type: Type.String(), code: Type.Optional(Nullable(Type.String())) }),
  client: Type.Object({ secret: Type.String() }),
  refresh_token: Type.Optional(Type.Object({ token: Type.Optional(Nullable(Type.String())) })),
})

/** `POST /oauth/token` answers so (RFC 6749 5.1), with the user's id as Heroku has it. */
export const OAuthTokenAnswer = Type.Object({
  access_token: Type.String(),
  token_type: Type.Literal('Bearer'),
  /** In seconds. */
  expires_in: Type.Integer(),
  refresh_token: Type.String(),
  scope: Type.String(),
  user_id: Type.String(),
})
