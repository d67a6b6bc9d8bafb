import { type Static, Type } from 'typebox'
import { Timestamp } from './reference.ts'

/**
 * `GET /apps/:app/container-images`: the image that was pushed for a process type and waits to be released, or was. Made for qp: at
 * Heroku a registry of its own keeps them.
 */
export const ContainerImage = Type.Object({
  type: Type.String(),
  /** The engine's id of it: "sha256:…". */
  image: Type.String(),
  created_at: Timestamp,
})
export type ContainerImage = Static<typeof ContainerImage>

/** `POST /apps/:app/container-images/actions/release` and `…/remove`: process types. */
export const ContainerTypes = Type.Object({
  types: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
})
export type ContainerTypes = Static<typeof ContainerTypes>
