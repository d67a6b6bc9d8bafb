import type { Platform } from '../../deploy/platform.ts'
import type { ApiServer } from '../platform/route.ts'

/** `GET /readiness`: whether the store answers; `/healthz`, the other of the two that Deis has, is `platform/status.ts`. */
export function readinessRoute(server: ApiServer, platform: Platform): void {
  server.get('/readiness', { config: { access: 'anyone' } }, async (request, reply) => {
    try {
      await platform.store.users.find('')
      return reply.type('text/html').send('OK')
    } catch (err) {
      request.log.error({ err }, 'the store does not answer')
      return reply.code(503).type('text/html').send('Database health check failed')
    }
  })
}
