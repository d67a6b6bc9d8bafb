import { type Static, Type } from 'typebox'

/** `POST /users` (ours): only an admin makes users; nobody registers by himself. */
export const UserCreate = Type.Object({
  email: Type.String(),
  password: Type.String(),
  admin: Type.Optional(Type.Boolean()),
})
export type UserCreate = Static<typeof UserCreate>
