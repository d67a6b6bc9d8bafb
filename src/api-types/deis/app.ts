import { type Static, Type } from 'typebox'
import { DeisTime, DeisUuid } from './reference.ts'

export const DeisApp = Type.Object({
  uuid: DeisUuid,
  /** Its name. */
  id: Type.String(),
  owner: Type.String(),
  /** How many processes of each type. */
  structure: Type.Record(Type.String(), Type.Integer()),
  created: DeisTime,
  updated: DeisTime,
  /** v1 alone: its hostname. */
  url: Type.Optional(Type.String()),
  /** Hephy. */
  procfile_structure: Type.Optional(Type.Record(Type.String(), Type.String())),
})
export type DeisApp = Static<typeof DeisApp>

/** `POST /apps/`. Without a name the controller makes one up. */
export const DeisAppCreate = Type.Object({ id: Type.Optional(Type.String()) })
export type DeisAppCreate = Static<typeof DeisAppCreate>

/** `POST /apps/:app/`: it is somebody else's from now on. */
export const DeisAppTransfer = Type.Object({ owner: Type.Optional(Type.String()) })
export type DeisAppTransfer = Static<typeof DeisAppTransfer>

/** `POST /apps/:app/scale/`: what is not named stays. Answered 204. */
export const DeisScale = Type.Record(Type.String(), Type.Unknown())
export type DeisScale = Static<typeof DeisScale>
