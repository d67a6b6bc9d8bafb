import { type Static, Type } from 'typebox'
import { Limits } from './process-settings.ts'
import { Named, Timestamp } from './reference.ts'

/** One process type: how many dynos of it, at which size. `limits` (ours) is what that comes to; with some of its own the size is "custom". */
export const Formation = Type.Object({
  id: Type.String(),
  app: Named,
  type: Type.String(),
  command: Type.String(),
  quantity: Type.Integer(),
  size: Type.String(),
  limits: Limits,
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Formation = Static<typeof Formation>

/** A quantity is a number, or a string as the heroku client sends it: "2", "+1", "-1". */
const changes = {
  quantity: Type.Optional(
    Type.Union([Type.Integer({ minimum: 0 }), Type.String({ pattern: '^[+-]?\\d+$' })]),
  ),
  size: Type.Optional(Type.String()),
}

export const FormationUpdate = Type.Object({ type: Type.String(), ...changes })
export type FormationUpdate = Static<typeof FormationUpdate>

export const FormationBatchUpdate = Type.Object({ updates: Type.Array(FormationUpdate) })

/** `PATCH /apps/:app/formation/:type`. `docker_image: null`, as `heroku container:rm` sends it, takes the process type from the app. */
export const FormationOneUpdate = Type.Object({ ...changes, docker_image: Type.Optional(Type.Null()) })
