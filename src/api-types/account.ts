import { type Static, Type } from 'typebox'
import { Nullable, Timestamp } from './reference.ts'

/** `GET /account`: the user that the token belongs to. */
export const Account = Type.Object({
  id: Type.String(),
  email: Type.String(),
  name: Nullable(Type.String()),
  verified: Type.Boolean(),
  beta: Type.Boolean(),
  allow_tracking: Type.Boolean(),
  two_factor_authentication: Type.Boolean(),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Account = Static<typeof Account>
