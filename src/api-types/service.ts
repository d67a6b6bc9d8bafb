import { type Static, Type } from 'typebox'
import { Named, Timestamp } from './reference.ts'

/** Requests for some paths of an app go to dynos of another process type than web. The words are Hephy's. */
export const Service = Type.Object({
  id: Type.String(),
  app: Named,
  /** The process type. */
  type: Type.String(),
  /** "/hooks,~ ^/users/[0-9]+/hooks": paths as nginx's `location` has them, with commas in between. */
  path_pattern: Type.String(),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Service = Static<typeof Service>

/** `POST /apps/:app/services`. A process type has one; another takes its place. */
export const ServiceCreate = Type.Object({ type: Type.String(), path_pattern: Type.String() })
export type ServiceCreate = Static<typeof ServiceCreate>
