import { Type } from 'typebox'
import { LogSession, LogSessionCreate } from '../../../api-types/log-session.ts'
import type { Platform } from '../../deploy/platform.ts'
import { problem } from '../../domain/problem.ts'
import type { LogFilter } from '../../logs/app-logs.ts'
import { mayStill, namedAppOf } from '../auth.ts'
import type { LogStreams } from '../logs.ts'
import { controllerUrl } from './addresses.ts'
import type { ApiServer } from './route.ts'

/** As on Heroku: whoever asks for more gets these. */
const mostLines = 1500

export function logSessionRoutes(server: ApiServer, platform: Platform, streams: LogStreams): void {
  server.post(
    '/apps/:app/log-sessions',
    {
      config: { access: 'deploy-or-operate', scope: 'read' },
      schema: {
        params: Type.Object({ app: Type.String() }),
        body: LogSessionCreate,
        response: { 201: LogSession },
      },
    },
    async (request, reply) => {
      const { lines = 100, tail = false, source, dyno } = request.body
      const app = namedAppOf(request)
      const filter = toFilter(source, dyno)
      const isAllowed = () => mayStill(platform, request)
      const { id, secret } = streams.open({
        appId: app.id,
        lines: Math.min(lines, mostLines),
        tail,
        filter,
        isAllowed,
      })
      const now = platform.now().toISOString()
      reply.code(201)
      return { id, logplex_url: `${controllerUrl(request)}/logs/${secret}`, created_at: now, updated_at: now }
    },
  )
}

/** Heroku's clients call the platform's lines `heroku`. */
function toFilter(source: string | undefined, dyno: string | undefined): LogFilter {
  const known = source === 'heroku' ? 'qp' : source
  if (known !== undefined && known !== 'app' && known !== 'qp' && known !== 'router')
    throw problem(
      'invalid_params',
      `No such log source: ${known}. There are app, qp (or heroku) and router, a part of it.`,
    )
  return {
    ...(known === undefined ? {} : { source: known }),
    ...(dyno === undefined ? {} : { dyno }),
  }
}
