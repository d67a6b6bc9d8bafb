import { Type } from 'typebox'
import { DeisServices, DeisServiceUpdate } from '../../../api-types/deis/service.ts'
import { putService, removeService } from '../../deploy/change-services.ts'
import type { Platform } from '../../deploy/platform.ts'
import { namedAppOf } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { changeOf } from '../platform/routing.ts'
import { orUnavailable } from './unavailable.ts'

/** Hephy's. */
export function serviceRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'collaborator' as const }
  const params = Type.Object({ app: Type.String() })
  const list = (app: { id: string }) => platform.store.services.listOfApp(app.id)
  const report = () => {}
  server.get(
    '/apps/:app/services',
    { config, schema: { params, response: { 200: DeisServices } } },
    async (request) => {
      const services = await list(namedAppOf(request))
      return {
        services: services.map(({ type, pathPattern }) => ({
          procfile_type: type,
          path_pattern: pathPattern,
        })),
      }
    },
  )
  server.post(
    '/apps/:app/services',
    { config, schema: { params, body: Type.Required(DeisServiceUpdate) } },
    async (request, reply) => {
      const change = changeOf(request)
      const { procfile_type: type, path_pattern: route } = request.body
      const before = (await list(change.app)).find((it) => it.type === type)
      const after = await orUnavailable('services', putService(platform, { ...change, type, route, report }))
      return reply.code(before?.pathPattern === after.pathPattern ? 204 : 201).send()
    },
  )
  server.delete(
    '/apps/:app/services',
    { config: { access: 'manage' }, schema: { params, body: Type.Object({ procfile_type: Type.String() }) } },
    async (request, reply) => {
      await removeService(platform, { ...changeOf(request), type: request.body.procfile_type, report })
      return reply.code(204).send()
    },
  )
}
