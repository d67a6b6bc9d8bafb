import { type Static, Type } from 'typebox'

/** `GET /apps/:app/perms/`: who works on it beside its owner. Changed by `DeisUserName`. */
export const DeisPerms = Type.Object({ users: Type.Array(Type.String()) })
export type DeisPerms = Static<typeof DeisPerms>
