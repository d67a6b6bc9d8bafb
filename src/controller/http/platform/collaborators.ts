import { Type } from 'typebox'
import { Collaborator, CollaboratorCreate, CollaboratorUpdate } from '../../../api-types/collaborator.ts'
import { addCollaborator, changePermissions, removeCollaborator } from '../../deploy/change-access.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import type * as domain from '../../domain/collaborator.ts'
import { permissionMeanings, permissions } from '../../domain/permission.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import type { ApiServer } from './route.ts'
import { getUser, userReference } from './users.ts'

export function collaboratorRoutes(server: ApiServer, platform: Platform): void {
  const params = Type.Object({ app: Type.String() })
  server.get(
    '/apps/:app/collaborators',
    { config: { access: 'view' }, schema: { params, response: { 200: Type.Array(Collaborator) } } },
    async (request) => {
      const app = namedAppOf(request)
      const others = await platform.store.collaborators.listOfApp(app.id)
      return Promise.all([ownerOf(app), ...others].map((it) => serializeCollaborator(platform, app, it)))
    },
  )
  // The second is what `heroku apps:join` asks: to join is to let oneself in.
  for (const path of ['/apps/:app/collaborators', '/teams/apps/:app/collaborators'])
    server.post(
      path,
      {
        config: { access: 'manage' },
        schema: { params, body: CollaboratorCreate, response: { 201: Collaborator } },
      },
      async (request, reply) => {
        const [app, by] = [namedAppOf(request), callerUser(request)]
        const { user, permissions } = request.body
        const added = await addCollaborator(platform, { app, user, by, permissions })
        reply.code(201)
        return serializeCollaborator(platform, app, added)
      },
    )
  oneCollaboratorRoutes(server, platform)
}

function oneCollaboratorRoutes(server: ApiServer, platform: Platform): void {
  const path = '/apps/:app/collaborators/:user'
  const schema = {
    params: Type.Object({ app: Type.String(), user: Type.String() }),
    response: { 200: Collaborator },
  }
  server.patch(
    path,
    { config: { access: 'manage' }, schema: { ...schema, body: CollaboratorUpdate } },
    async (request) => {
      const [app, by] = [namedAppOf(request), callerUser(request)]
      const { permissions } = request.body
      const changed = await changePermissions(platform, { app, user: request.params.user, by, permissions })
      return serializeCollaborator(platform, app, changed)
    },
  )
  // Everybody may leave.
  server.delete(path, { config: { access: 'self-or-manage' }, schema }, async (request) => {
    const [app, by] = [namedAppOf(request), callerUser(request)]
    const removed = await removeCollaborator(platform, { app, user: request.params.user, by })
    return serializeCollaborator(platform, app, removed)
  })
}

/** The owner is listed as a collaborator with every permission, as on Heroku. */
function ownerOf(app: App): domain.Collaborator {
  const at = { createdAt: app.createdAt, updatedAt: app.createdAt }
  return { id: app.id, appId: app.id, userId: app.ownerId, permissions, ...at }
}

export async function serializeCollaborator(
  platform: Platform,
  app: App,
  it: domain.Collaborator,
): Promise<Collaborator> {
  return {
    id: it.id,
    app: { id: app.id, name: app.name },
    user: { ...userReference(await getUser(platform, it.userId)), federated: false },
    role: it.userId === app.ownerId ? 'owner' : 'collaborator',
    permissions: it.permissions.map((name) => ({ name, description: permissionMeanings[name] })),
    created_at: it.createdAt.toISOString(),
    updated_at: it.updatedAt.toISOString(),
  }
}
