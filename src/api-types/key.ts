import { type Static, Type } from 'typebox'
import { Timestamp } from './reference.ts'

/** A public key by which its owner pushes over SSH. */
export const Key = Type.Object({
  id: Type.String(),
  public_key: Type.String(),
  comment: Type.String(),
  /** Deprecated by Heroku: the comment. */
  email: Type.String(),
  fingerprint: Type.String(),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Key = Static<typeof Key>

/** `POST /account/keys`. `comment` takes the place of the key's own. */
export const KeyCreate = Type.Object({ public_key: Type.String(), comment: Type.Optional(Type.String()) })
export type KeyCreate = Static<typeof KeyCreate>
