import { type Static, Type } from 'typebox'

/** `POST /users` (ours): only an admin makes users; nobody registers by himself. */
export const UserCreate = Type.Object({
  email: Type.String({ pattern: '^[^\\s@:]+@[^\\s@:]+$' }),
  password: Type.String({ minLength: 12 }),
  admin: Type.Optional(Type.Boolean()),
})
export type UserCreate = Static<typeof UserCreate>
