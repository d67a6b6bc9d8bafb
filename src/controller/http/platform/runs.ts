import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Run } from '../../../api-types/run.ts'
import { withoutExitMarker } from '../../../attach/exit-marker.ts'
import type { Platform } from '../../deploy/platform.ts'
import { stopRun } from '../../deploy/stop-run.ts'
import { problem } from '../../domain/problem.ts'
import type * as domain from '../../domain/run.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import { attachUrl } from './addresses.ts'
import type { ApiServer } from './route.ts'

const access = 'collaborator' as const
const ofRun = { params: Type.Object({ app: Type.String(), run: Type.String() }) }

/** One-off processes: those that run, or all that are remembered, and the end of one. `:run` is an id or a dyno's name. */
export function runRoutes(server: ApiServer, platform: Platform): void {
  server.get(
    '/apps/:app/runs',
    {
      config: { access },
      schema: {
        params: Type.Object({ app: Type.String() }),
        querystring: Type.Object({ all: Type.Optional(Type.Literal('true')) }),
        response: { 200: Type.Array(Run) },
      },
    },
    async (request) => {
      const { runs } = platform.store
      const { id } = namedAppOf(request)
      const found = await (request.query.all ? runs.listOfApp(id) : runs.listRunning(id))
      return found.map((run) => serializeRun(platform, request, run))
    },
  )
  server.get(
    '/apps/:app/runs/:run',
    { config: { access }, schema: { ...ofRun, response: { 200: Run } } },
    async (request) => serializeRun(platform, request, await getRun(platform, request, request.params.run)),
  )
  server.post(
    '/apps/:app/runs/:run/actions/stop',
    { config: { access: 'deploy-or-operate' }, schema: { ...ofRun, response: { 202: Run } } },
    async (request, reply) => {
      const run = await getRun(platform, request, request.params.run)
      if (run.endedAt) throw problem('gone', `${run.dyno} has ended already.`)
      const message = `stopped by ${callerUser(request).email}`
      await stopRun(platform, run, { reason: 'stopped', message })
      reply.code(202)
      return serializeRun(platform, request, await getRun(platform, request, run.id))
    },
  )
}

/** Throws `not_found`. */
export async function getRun(
  platform: Platform,
  request: FastifyRequest,
  which: string,
): Promise<domain.Run> {
  const app = namedAppOf(request)
  const run = await platform.store.runs.find(app.id, which)
  if (run) return run
  throw problem('not_found', `No such one-off dyno: ${which}. \`qp run:list -a ${app.name}\` lists them.`)
}

export function serializeRun(platform: Platform, request: FastifyRequest, run: domain.Run): Run {
  const app = namedAppOf(request)
  const isOver = run.endedAt !== null
  return {
    id: run.id,
    app: { id: app.id, name: app.name },
    dyno: { name: run.dyno },
    kind: run.kind,
    command: withoutExitMarker(run.command),
    size: run.size,
    tty: run.tty,
    release: { version: run.releaseVersion },
    user: { email: run.userEmail },
    from: run.from,
    clients: platform.sessions.find(run.id)?.viewers ?? 0,
    attach_url: isOver ? null : attachUrl(request, app, run.id),
    exit_code: isOver ? run.exitCode : null,
    reason: isOver ? run.reason : null,
    message: isOver ? run.message : null,
    created_at: run.createdAt.toISOString(),
    ended_at: run.endedAt?.toISOString() ?? null,
  }
}
