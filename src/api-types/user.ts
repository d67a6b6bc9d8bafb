import { type Static, Type } from 'typebox'

/** `POST /users` (ours): an admin makes users. */
export const UserCreate = Type.Object({
  email: Type.String(),
  password: Type.String(),
  admin: Type.Optional(Type.Boolean()),
})
export type UserCreate = Static<typeof UserCreate>

/** `PATCH /users/:user` (ours), for admins. */
export const UserUpdate = Type.Object(
  {
    new_password: Type.Optional(Type.String()),
    admin: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type UserUpdate = Static<typeof UserUpdate>

/** `POST /users/actions/revoke-tokens` (ours), for admins: the tokens of this user, or of all users, but the one in use. */
export const RevokeTokens = Type.Object({ user: Type.Optional(Type.String()) })
export type RevokeTokens = Static<typeof RevokeTokens>
