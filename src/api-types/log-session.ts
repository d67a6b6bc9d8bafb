import { type Static, Type } from 'typebox'
import { Timestamp } from './reference.ts'

/** `logplex_url` carries its own secret and answers server-sent events, each one log line. */
export const LogSession = Type.Object({
  id: Type.String(),
  logplex_url: Type.String(),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type LogSession = Static<typeof LogSession>

export const LogSessionCreate = Type.Object({
  lines: Type.Optional(Type.Integer({ minimum: 0 })),
  tail: Type.Optional(Type.Boolean()),
  source: Type.Optional(Type.String()),
  /** A dyno ("web.1") or a process type ("web"). */
  dyno: Type.Optional(Type.String()),
})
export type LogSessionCreate = Static<typeof LogSessionCreate>
