import type { App } from '../domain/app.ts'
import { checkRoom } from '../domain/capacity.ts'
import type { Collaborator } from '../domain/collaborator.ts'
import { parsePermissions, usualPermissions } from '../domain/permission.ts'
import { problem } from '../domain/problem.ts'
import type { User } from '../domain/user.ts'
import { getActiveUser } from './change-users.ts'
import { logEvent, type Platform } from './platform.ts'

/** Throws `invalid_params` for a permission that is none, and for who has access already. */
export async function addCollaborator(
  platform: Platform,
  { app, user, by, permissions = usualPermissions }: Change & { permissions?: readonly string[] | undefined },
): Promise<Collaborator> {
  const added = await getActiveUser(platform, user)
  const now = platform.now()
  const collaborator: Collaborator = {
    id: platform.newId(),
    appId: app.id,
    userId: added.id,
    permissions: parsePermissions(permissions),
    createdAt: now,
    updatedAt: now,
  }
  await platform.store.transaction(async ({ collaborators }) => {
    if (added.id === app.ownerId || (await collaborators.find(app.id, added.id)))
      throw problem('invalid_params', `${added.email} has access to ${app.name} already.`, {
        reason: 'has_access',
      })
    checkRoom('collaborator', app.name, (await collaborators.listOfApp(app.id)).length)
    await collaborators.add(collaborator)
  })
  tell(platform, app, `Add collaborator ${added.email} (${collaborator.permissions.join(', ')})`, by)
  platform.appEvents.tell({ app, action: 'create', what: { kind: 'collaborator', collaborator }, by })
  return collaborator
}

/** From its return on the collaborator has these and no others; what is open by one that was taken is closed. */
export async function changePermissions(
  platform: Platform,
  { app, user, by, permissions: names }: Change & { permissions: readonly string[] },
): Promise<Collaborator> {
  const { collaborator, email } = await getCollaborator(platform, app, user)
  const permissions = parsePermissions(names)
  const updatedAt = platform.now()
  await platform.store.collaborators.setPermissions(collaborator.id, permissions, updatedAt)
  await platform.sessions.recheck()
  tell(platform, app, `Let collaborator ${email} ${permissions.join(', ')}`, by)
  const changed = { ...collaborator, permissions, updatedAt }
  const before = { kind: 'collaborator', collaborator } as const
  const what = { kind: 'collaborator', collaborator: changed } as const
  platform.appEvents.tell({ app, action: 'update', what, before, by })
  return changed
}

export async function removeCollaborator(
  platform: Platform,
  { app, user, by }: Change,
): Promise<Collaborator> {
  const { collaborator, email } = await getCollaborator(platform, app, user)
  await platform.store.collaborators.remove(collaborator.id)
  await platform.sessions.recheck()
  tell(platform, app, `Remove collaborator ${email}`, by)
  platform.appEvents.tell({ app, action: 'destroy', what: { kind: 'collaborator', collaborator }, by })
  return collaborator
}

/**
 * At once, without asking the one who gets it. The owner before stays as a collaborator, as on Heroku: who gives an app away goes on
 * working on it, until the new owner thinks otherwise.
 */
export async function transferApp(platform: Platform, { app, user, by }: Change): Promise<App> {
  const recipient = await getActiveUser(platform, user)
  if (recipient.id === app.ownerId)
    throw problem('invalid_params', `${recipient.email} owns ${app.name} already.`)
  const now = platform.now()
  await platform.store.transaction(async (store) => {
    const former = await store.collaborators.find(app.id, recipient.id)
    if (former) await store.collaborators.remove(former.id)
    await store.apps.setOwner(app.id, recipient.id, now)
    await store.collaborators.add({
      id: platform.newId(),
      appId: app.id,
      userId: app.ownerId,
      permissions: usualPermissions,
      createdAt: now,
      updatedAt: now,
    })
  })
  await platform.sessions.recheck()
  tell(platform, app, `Transfer to ${recipient.email}`, by)
  const given = { ...app, ownerId: recipient.id, updatedAt: now }
  const [what, before] = [{ kind: 'app', app: given } as const, { kind: 'app', app } as const]
  platform.appEvents.tell({ app: given, action: 'update', what, before, by })
  return given
}

interface Change {
  app: App
  /** Whom it is about: an id or an email address. */
  user: string
  by: User
}

async function getCollaborator(
  platform: Platform,
  app: App,
  idOrEmail: string,
): Promise<{ collaborator: Collaborator; email: string }> {
  const { id, email } = await getActiveUser(
    platform,
    idOrEmail,
    `\`qp access -a ${app.name}\` lists who may work on it.`,
  )
  const collaborator = await platform.store.collaborators.find(app.id, id)
  if (collaborator) return { collaborator, email }
  if (id === app.ownerId)
    throw problem(
      'invalid_params',
      `${email} owns ${app.name}, with every right. \`qp apps:transfer EMAIL -a ${app.name}\` gives it to somebody else.`,
      { reason: 'no_access' },
    )
  throw problem('not_found', `${email} is no collaborator of ${app.name}. \`qp access\` lists them.`, {
    reason: 'no_access',
  })
}

function tell(platform: Platform, app: App, what: string, by: User): void {
  logEvent(platform, app.id, 'api', `${what} by user ${by.email}`, 'app')
}
