import { Health, Status } from '../../../api-types/status.ts'
import { type ControllerHealth, checkHealth } from '../../deploy/check-health.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { ApiServer } from './route.ts'

export function statusRoutes(server: ApiServer, platform: Platform, version: string): void {
  const check = oneAtATime(() => checkHealth(platform))
  server.get(
    '/status',
    { config: { access: 'user', scope: 'read' }, schema: { response: { 200: Status } } },
    async () => {
      const { state, parts, nodes } = await check()
      const described = nodes.map(({ name, tags }) => ({ name, tags: { ...tags } }))
      return { state, version, controller: { id: platform.controllerId }, parts, nodes: described }
    },
  )
  server.get(
    '/healthz',
    { config: { access: 'anyone' }, schema: { response: { 200: Health, 503: Health } } },
    async (_request, reply) => {
      const { state } = await check()
      return reply.code(state === 'up' ? 200 : 503).send({ state })
    },
  )
}

/** However many ask at once, and anybody may, the parts are asked once. */
function oneAtATime(check: () => Promise<ControllerHealth>): () => Promise<ControllerHealth> {
  let underWay: Promise<ControllerHealth> | undefined
  return () => {
    underWay ??= check().finally(() => {
      underWay = undefined
    })
    return underWay
  }
}
