import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import * as wire from '../../../api-types/routing.ts'
import {
  changeWhitelist,
  type RoutingChange,
  setHttpsEnforced,
  setRoutingEnabled,
} from '../../deploy/change-routing.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import type { Routing } from '../../domain/routing.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import type { ApiServer } from './route.ts'

const config = { access: 'collaborator' as const }
const params = Type.Object({ app: Type.String() })

export function routingRoutes(server: ApiServer, platform: Platform): void {
  const find = (request: FastifyRequest) => platform.store.routings.ofApp(namedAppOf(request).id)

  const routing = { params, response: { 200: wire.Routing } }
  server.get('/apps/:app/routing', { config, schema: routing }, async (request) =>
    serializeRouting(namedAppOf(request), await find(request)),
  )
  server.patch(
    '/apps/:app/routing',
    { config, schema: { ...routing, body: wire.RoutingUpdate } },
    async (request) => {
      const { enabled } = request.body
      return serializeRouting(
        namedAppOf(request),
        await setRoutingEnabled(platform, changeOf(request), enabled),
      )
    },
  )

  const tls = { params, response: { 200: wire.Tls } }
  server.get('/apps/:app/tls', { config, schema: tls }, async (request) =>
    serializeTls(namedAppOf(request), await find(request)),
  )
  server.patch('/apps/:app/tls', { config, schema: { ...tls, body: wire.TlsUpdate } }, async (request) => {
    const { https_enforced } = request.body
    return serializeTls(
      namedAppOf(request),
      await setHttpsEnforced(platform, changeOf(request), https_enforced),
    )
  })

  const whitelist = { params, response: { 200: wire.Whitelist } }
  server.get('/apps/:app/whitelist', { config, schema: whitelist }, async (request) =>
    serializeWhitelist(namedAppOf(request), await find(request)),
  )
  server.patch(
    '/apps/:app/whitelist',
    { config, schema: { ...whitelist, body: wire.WhitelistUpdate } },
    async (request) =>
      serializeWhitelist(
        namedAppOf(request),
        await changeWhitelist(platform, changeOf(request), request.body),
      ),
  )
}

/** Whose change it is, and of which app. */
export function changeOf(request: FastifyRequest): RoutingChange {
  return { app: namedAppOf(request), user: callerUser(request) }
}

function serializeRouting(app: App, routing: Routing): wire.Routing {
  return { ...common(app, routing), enabled: routing.isEnabled }
}

function serializeTls(app: App, routing: Routing): wire.Tls {
  return { ...common(app, routing), https_enforced: routing.httpsEnforced }
}

function serializeWhitelist(app: App, routing: Routing): wire.Whitelist {
  return { ...common(app, routing), addresses: [...routing.whitelist] }
}

function common(app: App, { updatedAt }: Routing) {
  return { app: { id: app.id, name: app.name }, updated_at: updatedAt?.toISOString() ?? null }
}
