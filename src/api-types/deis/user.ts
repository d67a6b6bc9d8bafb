import { type Static, Type } from 'typebox'
import { DeisTime } from './reference.ts'

/** `GET /auth/whoami/`, and one of `GET /users/`. */
export const DeisUser = Type.Object({
  email: Type.String(),
  username: Type.String(),
  first_name: Type.String(),
  last_name: Type.String(),
  is_superuser: Type.Boolean(),
  is_staff: Type.Boolean(),
  groups: Type.Array(Type.Unknown()),
  user_permissions: Type.Array(Type.Unknown()),
  last_login: Type.Union([DeisTime, Type.Null()]),
  date_joined: DeisTime,
  is_active: Type.Boolean(),
})
export type DeisUser = Static<typeof DeisUser>

/** `POST /auth/register/` */
export const DeisRegistration = Type.Object({
  username: Type.String(),
  password: Type.String(),
  email: Type.Optional(Type.String()),
  first_name: Type.Optional(Type.String()),
  last_name: Type.Optional(Type.String()),
})
export type DeisRegistration = Static<typeof DeisRegistration>

/** `POST /auth/login/` */
export const DeisLogin = Type.Object({ username: Type.String(), password: Type.String() })
export type DeisLogin = Static<typeof DeisLogin>

/** Answer of `POST /auth/login/` and of `POST /auth/tokens/` for one user. */
export const DeisToken = Type.Object({ token: Type.String() })
export type DeisToken = Static<typeof DeisToken>

/** `POST /auth/tokens/`: one's own token is made anew, for admins a user's or everybody's. For all it is answered `""`. */
export const DeisTokenRenewal = Type.Object({
  username: Type.Optional(Type.String()),
  all: Type.Optional(Type.Boolean()),
})
export type DeisTokenRenewal = Static<typeof DeisTokenRenewal>

/** `POST /auth/passwd/`: an admin needs no old password, and may name somebody else. */
export const DeisPasswordChange = Type.Object({
  password: Type.Optional(Type.String()),
  new_password: Type.Optional(Type.String()),
  username: Type.Optional(Type.String()),
})
export type DeisPasswordChange = Static<typeof DeisPasswordChange>

/** Whom `DELETE /auth/cancel/`, `POST /apps/:app/perms/` and `POST /admin/perms/` mean. */
export const DeisUserName = Type.Object({ username: Type.Optional(Type.String()) })
export type DeisUserName = Static<typeof DeisUserName>

/** One of `GET /admin/perms/`. */
export const DeisAdmin = Type.Object({ username: Type.String(), is_superuser: Type.Boolean() })
export type DeisAdmin = Static<typeof DeisAdmin>
