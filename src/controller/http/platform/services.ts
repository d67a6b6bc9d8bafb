import { Type } from 'typebox'
import { Service, ServiceCreate } from '../../../api-types/service.ts'
import { putService, removeService } from '../../deploy/change-services.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import type * as domain from '../../domain/service.ts'
import { namedAppOf } from '../auth.ts'
import { watched } from '../watched.ts'
import type { ApiServer } from './route.ts'
import { changeOf } from './routing.ts'

export function serviceRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'collaborator' as const }
  const params = Type.Object({ app: Type.String() })
  const oneParams = Type.Object({ app: Type.String(), type: Type.String() })
  server.get(
    '/apps/:app/services',
    { config, schema: { params, response: { 200: Type.Array(Service) } } },
    async (request) => {
      const app = namedAppOf(request)
      return (await platform.store.services.listOfApp(app.id)).map((it) => serializeService(app, it))
    },
  )
  server.post(
    '/apps/:app/services',
    { config, schema: { params, body: ServiceCreate, response: { 201: Service } } },
    async (request, reply) => {
      const { type, path_pattern: route } = request.body
      const change = changeOf(request)
      return watched(request, reply, 201, async (report) =>
        serializeService(change.app, await putService(platform, { ...change, type, route, report })),
      )
    },
  )
  server.delete(
    '/apps/:app/services/:type',
    { config, schema: { params: oneParams, response: { 200: Service } } },
    async (request) => {
      const change = { ...changeOf(request), type: request.params.type, report: () => {} }
      return serializeService(change.app, await removeService(platform, change))
    },
  )
}

function serializeService(app: App, service: domain.Service): Service {
  return {
    id: service.id,
    app: { id: app.id, name: app.name },
    type: service.type,
    path_pattern: service.pathPattern,
    created_at: service.createdAt.toISOString(),
    updated_at: service.updatedAt.toISOString(),
  }
}
