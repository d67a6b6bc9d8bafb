import { Type } from 'typebox'
import { DeisRun, DeisRunCreate } from '../../../api-types/deis/run.ts'
import type { Platform } from '../../deploy/platform.ts'
import { type EndedRun, runToEnd } from '../../deploy/run-to-end.ts'
import { Problem, problem } from '../../domain/problem.ts'
import { callerUser, mayStill, namedAppOf } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'

/** In minutes. Its clients wait no longer either. */
const longest = 20

export function runRoutes(server: ApiServer, platform: Platform): void {
  server.post(
    '/apps/:app/run',
    {
      config: { access: 'deploy-or-operate', scope: 'write-protected' },
      schema: {
        params: Type.Object({ app: Type.String() }),
        body: DeisRunCreate,
        response: { 200: DeisRun },
      },
    },
    async (request, reply) => {
      const { command = '' } = request.body
      if (command.trim() === '') throw problem('bad_request', 'command is a required field')
      const gone = new AbortController()
      reply.raw.on('close', () => gone.abort())
      const ended = await runToEnd(platform, {
        app: namedAppOf(request),
        user: callerUser(request),
        from: request.ip,
        command: { line: command },
        timeout: longest * 60,
        signal: gone.signal,
        isAllowed: () => mayStill(platform, request),
      }).catch(explainNothingToRun)
      return serializeEnd(ended)
    },
  )
}

function explainNothingToRun(cause: unknown): never {
  if (!(cause instanceof Problem) || cause.reason !== 'nothing_to_run') throw cause
  throw problem('bad_request', 'No build associated with this release to run this command', { cause })
}

/** Throws `engine_unavailable` for what did not end by itself. */
function serializeEnd({ dyno, exitCode, reason, message = '', output, lost }: EndedRun): DeisRun {
  if (reason === 'timed-out')
    throw problem('engine_unavailable', `${dyno} (run): Timed out (${longest} mins) while running`)
  if (reason === 'not-started' || reason === 'dyno-gone')
    throw problem('engine_unavailable', `${dyno} (run): ${message}`)
  return {
    exit_code: exitCode,
    output: message === '' ? output : `${output}qp: ${message}\n`,
    ...(lost > 0 ? { output_cut: lost } : {}),
  }
}
