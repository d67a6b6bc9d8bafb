import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { HostedSession, SessionClient } from '../../attach/hosted-session.ts'
import type { Platform } from '../deploy/platform.ts'
import { getSession } from '../deploy/watch-run.ts'
import { problem } from '../domain/problem.ts'
import { callerUser, mayStill } from './auth.ts'
import { getRun } from './platform/runs.ts'

/** The websocket of a session (docs/attach-protocol.md). `:run` is a run's id or its dyno's name. */
export function attachRoute(server: FastifyInstance, platform: Platform): void {
  server.get(
    '/apps/:app/runs/:run/attach',
    {
      websocket: true,
      config: { access: 'deploy-or-operate', scope: 'write-protected' },
      preValidation: async (request) => {
        if (!request.ws) throw problem('bad_request', 'A session is a websocket: use `qp run`.')
        const { run } = request.params as { run: string }
        request.session = await getSession(platform, await getRun(platform, request, run))
      },
    },
    async (socket, request) => {
      if (!request.session) return
      await platform.sessions.join(request.session, socket, {
        ...readClient(request),
        isAllowed: () => mayStill(platform, request),
      })
    },
  )
}

/** One client comes back as itself alone: its name counts for the user it gave it. */
function readClient(request: FastifyRequest): SessionClient {
  const { client, role, stdout, stderr } = request.query as Record<string, string | undefined>
  const offsets = { stdout: Number(stdout), stderr: Number(stderr) }
  const comesBack =
    stdout !== undefined && Object.values(offsets).every((it) => Number.isSafeInteger(it) && it >= 0)
  return {
    id: `${callerUser(request).id} ${client ?? request.id}`,
    role: role === 'watch' || role === 'take' ? role : 'type',
    received: comesBack ? offsets : undefined,
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    session: HostedSession | undefined
  }
}
