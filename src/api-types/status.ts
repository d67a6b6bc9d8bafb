import { type Static, Type } from 'typebox'

const State = Type.Enum(['up', 'down'])

/** `GET /status`: what the controller works with, and whether it answers now. */
export const Status = Type.Object({
  /** `down` as soon as one of the parts is. */
  state: State,
  version: Type.String(),
  controller: Type.Object({ id: Type.String() }),
  parts: Type.Array(
    Type.Object({
      name: Type.Enum(['store', 'engine', 'router']),
      state: State,
      /** What it is, or what is wrong. */
      detail: Type.String(),
    }),
  ),
  /** The machines that dynos can run on; none where the engine is down. */
  nodes: Type.Array(Type.Object({ name: Type.String(), tags: Type.Record(Type.String(), Type.String()) })),
})
export type Status = Static<typeof Status>

/** `GET /healthz`, for whoever watches: 200 or 503, and no more than that for strangers. */
export const Health = Type.Pick(Status, ['state'])
export type Health = Static<typeof Health>
