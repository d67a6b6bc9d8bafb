import { Type } from 'typebox'
import { DeisApp, DeisAppTransfer } from '../../../api-types/deis/app.ts'
import { DeisPage } from '../../../api-types/deis/page.ts'
import { transferApp } from '../../deploy/change-access.ts'
import { createApp } from '../../deploy/create-app.ts'
import { destroyApp } from '../../deploy/destroy-app.ts'
import type { Platform } from '../../deploy/platform.ts'
import { type App, destroyedMeanwhile } from '../../domain/app.ts'
import type { FormationEntry } from '../../domain/formation.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import { type AppFacts, readAppFacts } from '../platform/app-facts.ts'
import type { ApiServer } from '../platform/route.ts'
import { procfileOf } from './builds.ts'
import { PageQuery, pageOf } from './pages.ts'
import { deisTime } from './times.ts'

/** Some clients name no name by null. */
const appCreate = Type.Object({ id: Type.Optional(Type.Union([Type.String(), Type.Null()])) })

export function appRoutes(server: ApiServer, platform: Platform): void {
  server.get(
    '/apps',
    {
      config: { access: 'user', scope: 'read' },
      schema: { querystring: PageQuery, response: { 200: DeisPage(DeisApp) } },
    },
    async (request) => {
      const user = callerUser(request)
      const { apps } = platform.store
      const all = user.isAdmin ? await apps.list() : await apps.listOfUser(user.id)
      const page = pageOf(request, all)
      return { ...page, results: await serializeAll(platform, page.results) }
    },
  )
  server.post(
    '/apps',
    {
      config: { access: 'user', scope: 'write' },
      schema: { body: appCreate, response: { 201: DeisApp } },
    },
    async (request, reply) => {
      const app = await createApp(platform, callerUser(request), request.body.id ?? undefined)
      reply.code(201)
      return serializeApp(platform, app)
    },
  )
  oneAppRoutes(server, platform)
}

function oneAppRoutes(server: ApiServer, platform: Platform): void {
  const params = Type.Object({ app: Type.String() })
  server.get(
    '/apps/:app',
    { config: { access: 'view' }, schema: { params, response: { 200: DeisApp } } },
    async (request) => serializeApp(platform, namedAppOf(request)),
  )
  server.post(
    '/apps/:app',
    { config: { access: 'owner' }, schema: { params, body: Type.Required(DeisAppTransfer) } },
    async (request, reply) => {
      const [app, by] = [namedAppOf(request), callerUser(request)]
      await transferApp(platform, { app, user: request.body.owner, by })
      return reply.code(200).send()
    },
  )
  server.delete(
    '/apps/:app',
    { config: { access: 'manage' }, schema: { params } },
    async (request, reply) => {
      await destroyApp(platform, namedAppOf(request), callerUser(request))
      return reply.code(204).send()
    },
  )
}

async function serializeApp(platform: Platform, app: App): Promise<DeisApp> {
  const [found] = await serializeAll(platform, [app])
  if (found) return found
  throw destroyedMeanwhile(app, 'no_such_app')
}

/** Without those that were destroyed meanwhile. As many questions to the store for all as for one. */
async function serializeAll(platform: Platform, apps: readonly App[]): Promise<DeisApp[]> {
  const entries = await platform.store.formation.listOfApps(apps.map((it) => it.id))
  const formationOf = Map.groupBy(entries, (it) => it.appId)
  const all = await readAppFacts(platform, apps)
  return all.map((facts) => toDeisApp(facts, formationOf.get(facts.app.id) ?? []))
}

function toDeisApp({ app, owner, slug }: AppFacts, formation: readonly FormationEntry[]): DeisApp {
  const running = formation.filter(({ type }) => Object.hasOwn(slug?.processTypes ?? {}, type))
  return {
    uuid: app.id,
    id: app.name,
    owner: owner.username,
    structure: Object.fromEntries(running.map(({ type, quantity }) => [type, quantity])),
    procfile_structure: slug ? procfileOf(slug) : {},
    created: deisTime(app.createdAt),
    updated: deisTime(app.updatedAt),
  }
}
