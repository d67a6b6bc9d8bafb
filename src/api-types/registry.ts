import { type Static, Type } from 'typebox'
import { Nullable } from './reference.ts'

/** `GET /apps/:app/registry`: whom an app's images are pulled as. Its password is never answered. */
export const Registry = Type.Object({ username: Nullable(Type.String()), has_password: Type.Boolean() })
export type Registry = Static<typeof Registry>

/** `PATCH /apps/:app/registry`: null takes one away, what is not named stays. */
export const RegistryUpdate = Type.Object(
  {
    username: Type.Optional(Nullable(Type.String({ minLength: 1 }))),
    password: Type.Optional(Nullable(Type.String({ minLength: 1 }))),
  },
  { additionalProperties: false },
)
export type RegistryUpdate = Static<typeof RegistryUpdate>
