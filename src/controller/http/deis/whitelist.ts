import { Type } from 'typebox'
import { DeisWhitelist } from '../../../api-types/deis/settings.ts'
import { changeWhitelist } from '../../deploy/change-routing.ts'
import type { Platform } from '../../deploy/platform.ts'
import { checkWhitelisted } from '../../domain/routing.ts'
import { namedAppOf } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { changeOf } from '../platform/routing.ts'
import { changedNothing } from './unchanged.ts'

export function whitelistRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'collaborator' as const }
  const params = Type.Object({ app: Type.String() })
  server.get(
    '/apps/:app/whitelist',
    { config, schema: { params, response: { 200: DeisWhitelist } } },
    async (request) => {
      const { whitelist } = await platform.store.routings.ofApp(namedAppOf(request).id)
      return { addresses: [...whitelist] }
    },
  )
  server.post(
    '/apps/:app/whitelist',
    { config, schema: { params, body: DeisWhitelist, response: { 201: DeisWhitelist } } },
    async (request, reply) => {
      const change = changeOf(request)
      const before = await platform.store.routings.ofApp(change.app.id)
      const { whitelist } = await changeWhitelist(platform, change, { add: request.body.addresses })
      if (whitelist.length === before.whitelist.length) throw changedNothing(change.user)
      return reply.code(201).send({ addresses: [...whitelist] })
    },
  )
  server.delete(
    '/apps/:app/whitelist',
    { config: { access: 'manage' }, schema: { params, body: DeisWhitelist } },
    async (request, reply) => {
      const change = changeOf(request)
      const { whitelist } = await platform.store.routings.ofApp(change.app.id)
      checkWhitelisted(whitelist, request.body.addresses)
      await changeWhitelist(platform, change, { remove: request.body.addresses })
      return reply.code(204).send()
    },
  )
}
