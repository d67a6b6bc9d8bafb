import { type Static, Type } from 'typebox'
import { Nullable, Timestamp } from './reference.ts'

/** `GET /account`: the user that the token belongs to. */
export const Account = Type.Object({
  id: Type.String(),
  email: Type.String(),
  /** Ours: where `email` is a name, as of a Deis controller's users, the address that goes with it. */
  address: Type.Optional(Type.String()),
  name: Nullable(Type.String()),
  verified: Type.Boolean(),
  beta: Type.Boolean(),
  allow_tracking: Type.Boolean(),
  two_factor_authentication: Type.Boolean(),
  /** Ours: may do everything, with every app. */
  admin: Type.Boolean(),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Account = Static<typeof Account>

/** `POST /account` (ours): somebody registers, where the controller lets them. */
export const AccountCreate = Type.Object({ email: Type.String(), password: Type.String() })
export type AccountCreate = Static<typeof AccountCreate>

/** `PATCH /account`: `password` is the current one, which who has none leaves out. */
export const AccountUpdate = Type.Object(
  { password: Type.Optional(Type.String()), new_password: Type.String() },
  { additionalProperties: false },
)
export type AccountUpdate = Static<typeof AccountUpdate>
