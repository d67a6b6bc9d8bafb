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
})
export type CollaboratorCreate = Static<typeof CollaboratorCreate>
