import type { App } from './app.ts'
import type { Collaborator } from './collaborator.ts'
import type { User } from './user.ts'

/**
 * What a route asks of who calls it. Every route names one; there is no default.
 *
 * anyone: nobody needs to be logged in · user: somebody is · admin: an admin is ·
 * collaborator: works on the app of the route · owner: owns it. An admin may do all of it.
 */
export type Access = 'anyone' | 'user' | 'admin' | 'collaborator' | 'owner'

export interface Caller {
  user: User | undefined
  app: App | undefined
  collaboration: Collaborator | undefined
}

/** The one place that says who may do what. */
export function isAllowed(access: Access, { user, app, collaboration }: Caller): boolean {
  if (access === 'anyone') return true
  if (!user) return false
  if (access === 'user' || user.isAdmin) return true
  if (access === 'admin' || !app) return false
  if (app.ownerId === user.id) return true
  return access === 'collaborator' && collaboration !== undefined
}
