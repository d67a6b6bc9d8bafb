import { Type } from 'typebox'
import { LogDrain, LogDrainCreate } from '../../../api-types/log-drain.ts'
import { addDrain, getDrain, removeDrain } from '../../deploy/change-drains.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { Drain } from '../../domain/drain.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import type { ApiServer } from './route.ts'

/** A drain's URL may hold a password, so who may only look at the app does not see it. */
const access = 'operate' as const
const reading = { access, scope: 'read-protected' as const }

export function logDrainRoutes(server: ApiServer, platform: Platform): void {
  const params = Type.Object({ app: Type.String() })
  const asked = Type.Object({ extended: Type.Optional(Type.String()) })
  server.get(
    '/apps/:app/log-drains',
    { config: reading, schema: { params, querystring: asked, response: { 200: Type.Array(LogDrain) } } },
    async (request) => {
      const drains = await platform.store.drains.listOfApp(namedAppOf(request).id)
      return drains.map((it) => serializeDrain(it, request.query.extended === 'true'))
    },
  )
  server.post(
    '/apps/:app/log-drains',
    { config: { access }, schema: { params, body: LogDrainCreate, response: { 201: LogDrain } } },
    async (request, reply) => {
      const change = { app: namedAppOf(request), user: callerUser(request) }
      const drain = await addDrain(platform, { ...change, url: request.body.url })
      reply.code(201)
      return serializeDrain(drain)
    },
  )
  const one = {
    params: Type.Object({ app: Type.String(), drain: Type.String() }),
    response: { 200: LogDrain },
  }
  server.get('/apps/:app/log-drains/:drain', { config: reading, schema: one }, async (request) =>
    serializeDrain(await getDrain(platform, namedAppOf(request), request.params.drain)),
  )
  server.delete('/apps/:app/log-drains/:drain', { config: { access }, schema: one }, async (request) => {
    const change = { app: namedAppOf(request), user: callerUser(request) }
    return serializeDrain(await removeDrain(platform, { ...change, which: request.params.drain }))
  })
}

function serializeDrain(drain: Drain, isExtended = false): LogDrain {
  return {
    id: drain.id,
    addon: null,
    url: drain.url,
    token: drain.token,
    ...(isExtended ? { extended: { drain_id: drain.id } } : {}),
    created_at: drain.createdAt.toISOString(),
    updated_at: drain.updatedAt.toISOString(),
  }
}
