import { type Static, Type } from 'typebox'
import { Named, Nullable, Timestamp } from './reference.ts'

/**
 * A one-off process, running or ended (ours; the Platform API has no such thing). `dyno` is its own ("run.1234"), or for
 * `inside` the one that it runs in. `attach_url` is a websocket address (docs/attach-protocol.md) while there is something
 * to attach to. `exit_code` and `reason` are null while it runs.
 */
export const Run = Type.Object({
  id: Type.String(),
  app: Named,
  dyno: Type.Object({ name: Type.String() }),
  kind: Type.Union([Type.Literal('attached'), Type.Literal('detached'), Type.Literal('inside')]),
  command: Type.String(),
  size: Type.String(),
  tty: Type.Boolean(),
  release: Type.Object({ version: Type.Integer() }),
  user: Type.Object({ email: Type.String() }),
  from: Type.String(),
  /** How many are connected to it. */
  clients: Type.Integer(),
  attach_url: Nullable(Type.String()),
  exit_code: Nullable(Type.Integer()),
  reason: Nullable(Type.String()),
  message: Nullable(Type.String()),
  created_at: Timestamp,
  ended_at: Nullable(Timestamp),
})
export type Run = Static<typeof Run>
