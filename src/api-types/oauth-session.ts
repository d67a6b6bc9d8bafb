import { type Static, Type } from 'typebox'
import { Nullable, Timestamp } from './reference.ts'

/** A login: a token that a password made. `expires_in` is in seconds. */
export const OAuthSession = Type.Object({
  id: Type.String(),
  description: Type.String(),
  expires_in: Nullable(Type.Integer()),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type OAuthSession = Static<typeof OAuthSession>
