import { Type } from 'typebox'
import { createApp } from '../../deploy/create-app.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { getUser } from '../platform/users.ts'
import { PageQuery, pageOf } from './pages.ts'
import { deisTime } from './times.ts'

export function appRoutes(server: ApiServer, platform: Platform): void {
  server.get(
    '/apps',
    { config: { access: 'user', scope: 'read' }, schema: { querystring: PageQuery } },
    async (request) => {
      const user = callerUser(request)
      const { apps } = platform.store
      const all = user.isAdmin ? await apps.list() : await apps.listOfUser(user.id)
      const page = pageOf(request, all)
      return { ...page, results: await Promise.all(page.results.map((it) => serializeApp(platform, it))) }
    },
  )
  server.post(
    '/apps',
    {
      config: { access: 'user', scope: 'write' },
      schema: { body: Type.Object({ id: Type.Optional(Type.Union([Type.String(), Type.Null()])) }) },
    },
    async (request, reply) => {
      const app = await createApp(platform, callerUser(request), request.body.id ?? undefined)
      return reply.code(201).send(await serializeApp(platform, app))
    },
  )
  const params = Type.Object({ app: Type.String() })
  server.get('/apps/:app', { config: { access: 'view' }, schema: { params } }, async (request) =>
    serializeApp(platform, namedAppOf(request)),
  )
}

async function serializeApp(platform: Platform, app: App) {
  const formation = await platform.store.formation.listOfApp(app.id)
  return {
    uuid: app.id,
    id: app.name,
    owner: (await getUser(platform, app.ownerId)).username,
    structure: Object.fromEntries(formation.map(({ type, quantity }) => [type, quantity])),
    procfile_structure: {},
    created: deisTime(app.createdAt),
    updated: deisTime(app.updatedAt),
  }
}
