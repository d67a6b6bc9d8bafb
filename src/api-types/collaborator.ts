import { type Static, Type } from 'typebox'
import { Named, Timestamp, UserReference } from './reference.ts'

export const Collaborator = Type.Object({
  id: Type.String(),
  app: Named,
  user: Type.Object({ ...UserReference.properties, federated: Type.Boolean() }),
  role: Type.Union([Type.Literal('owner'), Type.Literal('collaborator')]),
  permissions: Type.Array(Type.Object({ name: Type.String(), description: Type.String() })),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Collaborator = Static<typeof Collaborator>

/** `user` is an email address or an id. */
export const CollaboratorCreate = Type.Object({
  user: Type.String(),
  silent: Type.Optional(Type.Boolean()),
  /** view, deploy, operate, manage; without, all but manage. */
  permissions: Type.Optional(Type.Array(Type.String())),
})
export type CollaboratorCreate = Static<typeof CollaboratorCreate>

/** `PATCH …/collaborators/:user`, as Heroku has it for apps of teams: these permissions, and no others. */
export const CollaboratorUpdate = Type.Object({ permissions: Type.Array(Type.String()) })
export type CollaboratorUpdate = Static<typeof CollaboratorUpdate>
