import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { App, AppCreate } from '../../../api-types/app.ts'
import { createApp } from '../../deploy/create-app.ts'
import { destroyApp } from '../../deploy/destroy-app.ts'
import type { Platform } from '../../deploy/platform.ts'
import { findSlug, getCurrentRelease } from '../../deploy/running-app.ts'
import type * as domain from '../../domain/app.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import { paginate } from '../ranges.ts'
import { gitUrl, webUrl } from './addresses.ts'
import type { ApiServer } from './route.ts'
import { getUser, userReference } from './users.ts'

export function appRoutes(server: ApiServer, platform: Platform): void {
  const list = { config: { access: 'user' as const }, schema: { response: { '2xx': Type.Array(App) } } }
  server.get('/apps', list, async (request, reply) => {
    const user = callerUser(request)
    const apps = user.isAdmin
      ? await platform.store.apps.list()
      : await platform.store.apps.listOfUser(user.id)
    return paginate(request, reply, await serializeAll(platform, request, apps), 'name')
  })
  server.get('/users/~/apps', list, async (request, reply) => {
    const apps = await platform.store.apps.listOfUser(callerUser(request).id)
    return paginate(request, reply, await serializeAll(platform, request, apps), 'name')
  })
  server.post(
    '/apps',
    { config: { access: 'user' }, schema: { body: AppCreate, response: { 201: App } } },
    async (request, reply) => {
      const app = await createApp(platform, callerUser(request), request.body.name)
      reply.code(201)
      return serializeApp(platform, request, app)
    },
  )
  const one = { schema: { params: Type.Object({ app: Type.String() }), response: { 200: App } } }
  server.get('/apps/:app', { ...one, config: { access: 'collaborator' } }, async (request) =>
    serializeApp(platform, request, namedAppOf(request)),
  )
  server.delete('/apps/:app', { ...one, config: { access: 'owner' } }, async (request) => {
    const app = await serializeApp(platform, request, namedAppOf(request))
    await destroyApp(platform, namedAppOf(request))
    return app
  })
}

async function serializeAll(platform: Platform, request: FastifyRequest, apps: domain.App[]): Promise<App[]> {
  return Promise.all(apps.map((app) => serializeApp(platform, request, app)))
}

async function serializeApp(platform: Platform, request: FastifyRequest, app: domain.App): Promise<App> {
  const release = await getCurrentRelease(platform, app)
  const slug = await findSlug(platform, release)
  const stack = slug?.launch === 'image' ? 'container' : 'bookworm'
  return {
    id: app.id,
    name: app.name,
    owner: userReference(await getUser(platform, app.ownerId)),
    region: { id: platform.controllerId, name: 'local' },
    stack: { id: stack, name: stack },
    build_stack: { id: stack, name: stack },
    git_url: gitUrl(request, app),
    web_url: await webUrl(platform, app),
    acm: await platform.store.automaticCertificates.has(app.id),
    maintenance: false,
    create_status: 'complete',
    repo_size: null,
    slug_size: slug?.size ?? null,
    buildpack_provided_description: slug?.description ?? null,
    internal_routing: null,
    locked: false,
    process_tier: 'production',
    generation: { id: 'cedar', name: 'cedar' },
    space: null,
    team: null,
    organization: null,
    archived_at: null,
    released_at: release.updatedAt.toISOString(),
    created_at: app.createdAt.toISOString(),
    updated_at: app.updatedAt.toISOString(),
  }
}
