import { type Static, Type } from 'typebox'
import { Timestamp } from './reference.ts'

/** Where an app's log is sent. `extended` is there when it was asked for. */
export const LogDrain = Type.Object({
  id: Type.String(),
  addon: Type.Null(),
  url: Type.String(),
  token: Type.String(),
  extended: Type.Optional(Type.Object({ drain_id: Type.String() })),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type LogDrain = Static<typeof LogDrain>

export const LogDrainCreate = Type.Object({ url: Type.String() })
export type LogDrainCreate = Static<typeof LogDrainCreate>
