import { Type } from 'typebox'
import { DeisTls, DeisTlsUpdate } from '../../../api-types/deis/settings.ts'
import { setHttpsEnforced } from '../../deploy/change-routing.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import type { Routing } from '../../domain/routing.ts'
import { namedAppOf } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { changeOf } from '../platform/routing.ts'
import { ofApp } from './references.ts'
import { changedNothing } from './unchanged.ts'

export function tlsRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'collaborator' as const }
  const params = Type.Object({ app: Type.String() })
  server.get(
    '/apps/:app/tls',
    { config, schema: { params, response: { 200: DeisTls } } },
    async (request) => {
      const app = namedAppOf(request)
      return serializeTls(platform, app, await platform.store.routings.ofApp(app.id))
    },
  )
  server.post(
    '/apps/:app/tls',
    { config, schema: { params, body: DeisTlsUpdate, response: { 201: DeisTls } } },
    async (request, reply) => {
      const change = changeOf(request)
      const { https_enforced } = request.body
      const before = await platform.store.routings.ofApp(change.app.id)
      if (before.httpsEnforced === https_enforced) throw changedNothing(change.user)
      const after = await setHttpsEnforced(platform, change, https_enforced)
      return reply.code(201).send(await serializeTls(platform, change.app, after))
    },
  )
}

/** An app has one, and so it goes by the app's id. */
async function serializeTls(platform: Platform, app: App, routing: Routing): Promise<DeisTls> {
  const times = { createdAt: app.createdAt, updatedAt: routing.updatedAt ?? app.createdAt }
  return { uuid: app.id, ...(await ofApp(platform, app, times)), https_enforced: routing.httpsEnforced }
}
