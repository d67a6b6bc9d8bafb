import type { App } from './app.ts'
import type { Collaborator } from './collaborator.ts'
import { type Permission, permissions } from './permission.ts'
import type { Scope } from './token-scope.ts'
import type { User } from './user.ts'

/**
 * What a route asks of who calls it. Every route names one; there is no default.
 *
 * anyone: nobody needs to be logged in · user: somebody is · admin: an admin is · builder: a program that was given the builder key,
 * which may say for whom it asks.
 * With an app in it: view, deploy, operate, manage: has this permission on the app · deploy-or-operate: one of the two ·
 * collaborator: works on it, which is view to read and operate to change · self-or-manage: the route's `:user` is the caller, or
 * else manage · owner: owns it. The owner and an admin have every permission.
 */
export type Access = 'anyone' | 'user' | 'admin' | 'builder' | AppAccess

export type AppAccess = Permission | 'collaborator' | 'deploy-or-operate' | 'self-or-manage' | 'owner'

export interface Caller {
  user: User | undefined
  app: App | undefined
  collaboration: Collaborator | undefined
  /** The request changes nothing, by its method. */
  isReading: boolean
  /** The route names the caller. */
  isSelf: boolean
  /** It came with the builder key. */
  isBuilder?: boolean
}

/** The one place that says who may do what. */
export function isAllowed(access: Access, caller: Caller): boolean {
  const { user, app, collaboration } = caller
  if (access === 'anyone') return true
  // No user is a builder, an admin neither.
  if (access === 'builder') return caller.isBuilder === true
  if (!user) return false
  if (access === 'user' || user.isAdmin) return true
  if (access === 'admin' || !app) return false
  if (app.ownerId === user.id) return true
  if (access === 'owner' || !collaboration) return false
  if (access === 'self-or-manage' && caller.isSelf) return true
  const had = permissionsOn(app, user, collaboration)
  return permissionsFor(access, caller).some((it) => had.includes(it))
}

/** What the caller has on the app: everything, as its owner or an admin; what a collaborator was given; or nothing. */
export function permissionsOn(
  app: App,
  user: User,
  collaboration: Collaborator | undefined,
): readonly Permission[] {
  return user.isAdmin || app.ownerId === user.id ? permissions : (collaboration?.permissions ?? [])
}

/** Any of which lets a collaborator in. */
export function permissionsFor(
  access: Exclude<AppAccess, 'owner'>,
  { isReading }: Pick<Caller, 'isReading'>,
): readonly Permission[] {
  if (access === 'collaborator') return [isReading ? 'view' : 'operate']
  if (access === 'deploy-or-operate') return ['deploy', 'operate']
  if (access === 'self-or-manage') return ['manage']
  return [access]
}

/**
 * What a token must cover for a route that names no scope: reading and writing where there is an app; whatever is about accounts and
 * tokens asks for all.
 */
export function scopeFor({
  access,
  hasApp,
  isReading,
}: {
  access: Access
  hasApp: boolean
  isReading: boolean
}): Scope | undefined {
  if (access === 'anyone' || access === 'builder') return undefined
  if (!hasApp) return 'global'
  return isReading ? 'read' : 'write'
}

/**
 * Whether a token that an OAuth client holds will do for a route that does not say. Changing an account (its password, its keys, its
 * tokens, other users) would outlive the client or reach beyond it, so its user does that by a token of their own.
 */
export function isForClients({
  needed,
  isReading,
}: {
  needed: Scope | undefined
  isReading: boolean
}): boolean {
  return isReading || needed !== 'global'
}
