import { type Static, Type } from 'typebox'
import { Named, Timestamp, UserReference } from './reference.ts'

/** An app that was given to somebody else. It takes effect at once, so its state is always `accepted`. */
export const AppTransfer = Type.Object({
  id: Type.String(),
  app: Named,
  /** Who it was before. */
  owner: UserReference,
  recipient: UserReference,
  state: Type.Literal('accepted'),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type AppTransfer = Static<typeof AppTransfer>

/** `POST /account/app-transfers`: the app by name or id, the recipient by email address or id. */
export const AppTransferCreate = Type.Object({
  app: Type.String(),
  recipient: Type.String(),
  silent: Type.Optional(Type.Boolean()),
})
export type AppTransferCreate = Static<typeof AppTransferCreate>
