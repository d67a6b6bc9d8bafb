import { type Static, Type } from 'typebox'
import { Named, Nullable, Timestamp } from './reference.ts'

/** `state`: starting, up, crashed, down, as in the Platform API; `unready` (ours) runs and gets no requests. `attach_url` is a websocket address for a one-off dyno. */
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

/** A year, in seconds. */
const longest = 31_536_000

/**
 * `POST /apps/:app/dynos`: a one-off dyno.
 *
 * `command` is a shell line, as on Heroku; `argv` (ours) arrives as given, word for word, and wins over `command`.
 * `attach: true` makes the dyno and starts it once a session is attached by `attach_url`. `tty` (ours) asks for a
 * terminal; the heroku client says the same as `force_no_tty`, and its terminal's size as COLUMNS and LINES in `env`. `columns` and `rows` (ours) are the size it is born with, `lang`
 * (ours) is LANG where the app's config says nothing else.
 *
 * In seconds: after `time_to_live` it is ended if nobody is attached, after `timeout` (ours) in any case.
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
  time_to_live: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: longest }))),
  timeout: Type.Optional(Type.Integer({ minimum: 1, maximum: longest })),
  lang: Type.Optional(Type.String()),
  columns: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
  rows: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
})
export type DynoCreate = Static<typeof DynoCreate>

/** `POST /apps/:app/dynos/:dyno`: a command inside a dyno that runs; as above. */
export const RunInsideCreate = Type.Pick(DynoCreate, [
  'command',
  'argv',
  'env',
  'tty',
  'force_no_tty',
  'timeout',
])
export type RunInsideCreate = Static<typeof RunInsideCreate>

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
