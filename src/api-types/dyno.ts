import { type Static, Type } from 'typebox'
import { Named, Nullable, Timestamp } from './reference.ts'

/** `state`: starting, up, crashed, down, as in the Platform API. `attach_url` is a websocket address for a one-off dyno. */
export const Dyno = Type.Object({
  id: Type.String(),
  name: Type.String(),
  app: Named,
  type: Type.String(),
  command: Type.String(),
  size: Type.String(),
  state: Type.String(),
  release: Type.Object({ id: Type.String(), version: Type.Integer() }),
  attach_url: Nullable(Type.String()),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Dyno = Static<typeof Dyno>

/**
 * `POST /apps/:app/dynos`: a one-off dyno.
 *
 * `command` is a shell line, as on Heroku; `argv` (ours) arrives as given, word for word, and wins over `command`.
 * `attach: true` makes the dyno and starts it once a session is attached by `attach_url`. `tty` (ours) asks for a
 * terminal; the heroku client says the same as `force_no_tty`.
 */
export const DynoCreate = Type.Object({
  command: Type.Optional(Type.String()),
  argv: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
  attach: Type.Optional(Type.Boolean()),
  tty: Type.Optional(Type.Boolean()),
  force_no_tty: Type.Optional(Nullable(Type.Boolean())),
  env: Type.Optional(Type.Record(Type.String(), Type.String())),
  size: Type.Optional(Type.String()),
  type: Type.Optional(Type.String()),
})
export type DynoCreate = Static<typeof DynoCreate>

export const DynoSize = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** CPU shares as Heroku counts them; ours is hundredths of a CPU. */
  compute: Type.Integer(),
  /** GB */
  memory: Type.Number(),
  cost: Type.Null(),
  dedicated: Type.Boolean(),
  dyno_units: Type.Integer(),
  private_space_only: Type.Boolean(),
})
export type DynoSize = Static<typeof DynoSize>
