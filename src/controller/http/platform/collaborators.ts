import { Type } from 'typebox'
import { Collaborator, CollaboratorCreate } from '../../../api-types/collaborator.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import type * as domain from '../../domain/collaborator.ts'
import { problem } from '../../domain/problem.ts'
import { namedAppOf } from '../auth.ts'
import type { ApiServer } from './route.ts'
import { getUser, userReference } from './users.ts'

const permissions = {
  owner: ['view', 'deploy', 'operate', 'manage'],
  collaborator: ['view', 'deploy', 'operate'],
} as const

export function collaboratorRoutes(server: ApiServer, platform: Platform): void {
  const params = Type.Object({ app: Type.String() })
  server.get(
    '/apps/:app/collaborators',
    { config: { access: 'collaborator' }, schema: { params, response: { 200: Type.Array(Collaborator) } } },
    async (request) => {
      const app = namedAppOf(request)
      const owner = { id: app.id, appId: app.id, userId: app.ownerId, createdAt: app.createdAt }
      const others = await platform.store.collaborators.listOfApp(app.id)
      return Promise.all([owner, ...others].map((it) => serializeCollaborator(platform, app, it)))
    },
  )
  server.post(
    '/apps/:app/collaborators',
    {
      config: { access: 'owner' },
      schema: { params, body: CollaboratorCreate, response: { 201: Collaborator } },
    },
    async (request, reply) => {
      const app = namedAppOf(request)
      const collaborator = await addCollaborator(platform, app, request.body.user)
      reply.code(201)
      return serializeCollaborator(platform, app, collaborator)
    },
  )
  server.delete(
    '/apps/:app/collaborators/:user',
    {
      config: { access: 'owner' },
      schema: {
        params: Type.Object({ app: Type.String(), user: Type.String() }),
        response: { 200: Collaborator },
      },
    },
    async (request) => {
      const app = namedAppOf(request)
      const user = await getUser(platform, request.params.user)
      const found = await platform.store.collaborators.find(app.id, user.id)
      if (!found)
        throw problem(
          'not_found',
          `${user.email} is no collaborator of ${app.name}. \`qp access\` lists them.`,
        )
      await platform.store.collaborators.remove(found.id)
      await platform.sessions.recheck()
      return serializeCollaborator(platform, app, found)
    },
  )
}

async function addCollaborator(
  platform: Platform,
  app: App,
  idOrEmail: string,
): Promise<domain.Collaborator> {
  const user = await getUser(platform, idOrEmail)
  const isThere = user.id === app.ownerId || (await platform.store.collaborators.find(app.id, user.id))
  if (isThere) throw problem('invalid_params', `${user.email} has access to ${app.name} already.`)
  const collaborator = { id: platform.newId(), appId: app.id, userId: user.id, createdAt: platform.now() }
  await platform.store.collaborators.add(collaborator)
  return collaborator
}

async function serializeCollaborator(
  platform: Platform,
  app: App,
  it: domain.Collaborator,
): Promise<Collaborator> {
  const role = it.userId === app.ownerId ? 'owner' : 'collaborator'
  return {
    id: it.id,
    app: { id: app.id, name: app.name },
    user: { ...userReference(await getUser(platform, it.userId)), federated: false },
    role,
    permissions: permissions[role].map((name) => ({ name, description: name })),
    created_at: it.createdAt.toISOString(),
    updated_at: it.createdAt.toISOString(),
  }
}
