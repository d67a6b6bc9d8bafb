import { type Static, Type } from 'typebox'
import { Nullable, Timestamp } from './reference.ts'

/** A program that may act for users who allow it. `secret` is shown once, when it is made; it is empty elsewhere. */
export const OAuthClient = Type.Object({
  id: Type.String(),
  name: Type.String(),
  redirect_uri: Type.String(),
  secret: Type.String(),
  ignores_delinquent: Nullable(Type.Boolean()),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type OAuthClient = Static<typeof OAuthClient>

/** `POST /oauth/clients`. */
export const OAuthClientCreate = Type.Object({ name: Type.String(), redirect_uri: Type.String() })
export type OAuthClientCreate = Static<typeof OAuthClientCreate>

/** `PATCH /oauth/clients/:id`: what is not named stays. */
export const OAuthClientUpdate = Type.Partial(OAuthClientCreate)
export type OAuthClientUpdate = Static<typeof OAuthClientUpdate>
