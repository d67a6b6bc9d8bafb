import { Type } from 'typebox'
import { DeisScale } from '../../../api-types/deis/app.ts'
import type { Platform } from '../../deploy/platform.ts'
import { scale } from '../../deploy/scale.ts'
import { problem } from '../../domain/problem.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { orUnavailable } from './unavailable.ts'

export function scaleRoutes(server: ApiServer, platform: Platform): void {
  server.post(
    '/apps/:app/scale',
    {
      config: { access: 'deploy-or-operate' },
      schema: { params: Type.Object({ app: Type.String() }), body: DeisScale },
    },
    async (request, reply) => {
      const changes = Object.entries(request.body).map(([type, quantity]) => ({
        type,
        quantity: toInteger(quantity),
      }))
      const scaling = { app: namedAppOf(request), user: callerUser(request), changes, report: () => {} }
      await orUnavailable('scale', scale(platform, scaling))
      return reply.code(204).send()
    },
  )
}

/** As Python's `int()`, which reads it in Deis: "2" and 2.9 are 2. */
function toInteger(value: unknown): number {
  if (typeof value === 'number' || typeof value === 'boolean') return Math.trunc(Number(value))
  if (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) return Number(value)
  const shown = typeof value === 'string' ? `'${value}'` : JSON.stringify(value)
  throw problem('bad_request', `Invalid scaling format: invalid literal for int() with base 10: ${shown}`)
}
