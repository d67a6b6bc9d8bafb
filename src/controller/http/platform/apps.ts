import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { App, AppCreate, AppUpdate } from '../../../api-types/app.ts'
import { setMaintenance } from '../../deploy/change-routing.ts'
import { createApp } from '../../deploy/create-app.ts'
import { destroyApp } from '../../deploy/destroy-app.ts'
import type { Platform } from '../../deploy/platform.ts'
import { renameApp } from '../../deploy/rename-app.ts'
import { getStack, setBuildStack } from '../../deploy/stacks.ts'
import type { AppAccess } from '../../domain/access.ts'
import type * as domain from '../../domain/app.ts'
import { destroyedMeanwhile } from '../../domain/app.ts'
import { stackNameOf, stackOf } from '../../domain/stack.ts'
import { callerUser, checkAccess, namedAppOf } from '../auth.ts'
import { paginate } from '../ranges.ts'
import { gitUrl, type SeenFrom, sshGitUrl, webUrlBy } from './addresses.ts'
import { type AppFacts, readAppFacts } from './app-facts.ts'
import { checkRegion, regionName } from './regions.ts'
import type { ApiServer } from './route.ts'
import { changeOf } from './routing.ts'
import { userReference } from './users.ts'

export function appRoutes(server: ApiServer, platform: Platform): void {
  const list = {
    config: { access: 'user' as const, scope: 'read' as const },
    schema: {
      querystring: Type.Object({ label: Type.Optional(Type.String()) }),
      response: { '2xx': Type.Array(App) },
    },
  }
  server.get('/apps', list, async (request, reply) => {
    const user = callerUser(request)
    const apps = user.isAdmin
      ? await platform.store.apps.list()
      : await platform.store.apps.listOfUser(user.id)
    const found = await onlyLabelled(platform, apps, request.query.label)
    return paginate(request, reply, await serializeAll(platform, request, found), 'name')
  })
  server.get('/users/~/apps', list, async (request, reply) => {
    const apps = await platform.store.apps.listOfUser(callerUser(request).id)
    const found = await onlyLabelled(platform, apps, request.query.label)
    return paginate(request, reply, await serializeAll(platform, request, found), 'name')
  })
  server.post(
    '/apps',
    { config: { access: 'user', scope: 'write' }, schema: { body: AppCreate, response: { 201: App } } },
    async (request, reply) => {
      const { name, region, stack } = request.body
      if (region !== undefined) checkRegion(platform, region)
      if (stack !== undefined) await getStack(platform, stack)
      const app = await createApp(platform, callerUser(request), name)
      if (stack !== undefined) await setBuildStack(platform, { app, user: callerUser(request), name: stack })
      reply.code(201)
      return serializeApp(platform, request, app)
    },
  )
  const one = { schema: { params: Type.Object({ app: Type.String() }), response: { 200: App } } }
  server.get('/apps/:app', { ...one, config: { access: 'collaborator' } }, async (request) =>
    serializeApp(platform, request, namedAppOf(request)),
  )
  server.patch(
    '/apps/:app',
    { schema: { ...one.schema, body: AppUpdate }, config: { access: 'view' } },
    async (request) => serializeApp(platform, request, await updateApp(platform, request, request.body)),
  )
  server.delete('/apps/:app', { ...one, config: { access: 'manage' } }, async (request) => {
    const app = await serializeApp(platform, request, namedAppOf(request))
    await destroyApp(platform, namedAppOf(request), callerUser(request))
    return app
  })
}

/** What each change asks for. */
const accessToUpdate: Readonly<Record<keyof AppUpdate, AppAccess>> = {
  name: 'manage',
  maintenance: 'operate',
  build_stack: 'deploy-or-operate',
}

async function updateApp(
  platform: Platform,
  request: FastifyRequest,
  changes: AppUpdate,
): Promise<domain.App> {
  for (const key of Object.keys(changes)) checkAccess(request, accessToUpdate[key as keyof AppUpdate])
  const app = namedAppOf(request)
  const { name, maintenance, build_stack: stack } = changes
  if (stack !== undefined) await setBuildStack(platform, { app, user: callerUser(request), name: stack })
  if (maintenance !== undefined) await setMaintenance(platform, changeOf(request), maintenance)
  if (name === undefined || name === app.name) return app
  return renameApp(platform, { app, user: callerUser(request), name })
}

/** "team", or "team=frontend". */
async function onlyLabelled(
  platform: Platform,
  apps: domain.App[],
  label: string | undefined,
): Promise<domain.App[]> {
  if (label === undefined) return apps
  const [name = '', ...value] = label.split('=')
  const having = await platform.store.appLabels.appsWith(name, value.length > 0 ? value.join('=') : undefined)
  return apps.filter((it) => having.has(it.id))
}

async function serializeAll(platform: Platform, request: FastifyRequest, apps: domain.App[]): Promise<App[]> {
  const all = await readAppFacts(platform, apps)
  return all.map((facts) => toApp(platform, request, facts))
}

/** An app as the API tells of it. Throws `not_found` where it was destroyed meanwhile. */
export async function serializeApp(platform: Platform, request: SeenFrom, app: domain.App): Promise<App> {
  const [facts] = await readAppFacts(platform, [app])
  if (!facts) throw destroyedMeanwhile(app)
  return toApp(platform, request, facts)
}

function toApp(platform: Platform, request: SeenFrom, facts: AppFacts): App {
  const { app, release, slug } = facts
  const defaultStack = stackNameOf(platform.settings.stackImage)
  // What was not deployed yet stands on nothing: it is said to be on what it will be on.
  const stack = slug ? stackOf(slug, defaultStack) : (facts.buildStack ?? defaultStack)
  const buildStack = facts.buildStack ?? stack
  return {
    id: app.id,
    name: app.name,
    owner: userReference(facts.owner),
    region: { id: platform.controllerId, name: regionName },
    stack: { id: stack, name: stack },
    build_stack: { id: buildStack, name: buildStack },
    git_url: gitUrl(request, app),
    ssh_git_url: sshGitUrl(request, platform, app) ?? null,
    web_url: webUrlBy(platform, app, facts.certificates),
    acm: facts.hasAutomaticCertificates,
    maintenance: facts.isInMaintenance,
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
