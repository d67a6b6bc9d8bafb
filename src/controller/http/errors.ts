import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { knownProblem } from '../domain/known-problem.ts'
import { type ProblemId, problemStatus } from '../domain/problem.ts'
import { findAbsent } from './absent.ts'

export interface ErrorAnswer {
  status: number
  body: { id: string; message: string }
}

/** What goes wrong while a request is answered, in the Platform API's form. What is nobody's fault but ours says no more than that. */
export function toErrorAnswer(error: unknown): ErrorAnswer {
  const known = knownProblem(error)
  if (known) return answer(known.id, known.message)
  const fastify = error as Partial<FastifyError>
  if (fastify?.validation) return answer('invalid_params', `Invalid request: ${fastify.message}.`)
  if (fastify?.statusCode !== undefined && fastify.statusCode >= 400 && fastify.statusCode < 500) {
    return {
      status: fastify.statusCode,
      body: { id: 'bad_request', message: fastify.message ?? 'Bad request.' },
    }
  }
  return {
    status: 500,
    body: {
      id: 'internal_server_error',
      message: 'Something went wrong in the controller. Its log says what.',
    },
  }
}

function answer(id: ProblemId, message: string): ErrorAnswer {
  return { status: problemStatus[id], body: { id, message } }
}

/** git shows what an answer says, as `remote:` lines, where that is plain text (show_http_message in git's remote-curl.c). */
export const gitErrorHeaders = { 'content-type': 'text/plain; charset=utf-8' }

export function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler((error, request, reply) => {
    const { status, body } = toErrorAnswer(error)
    if (isLeft(error, reply)) request.log.info('whoever asked is gone; what was under way for them ended')
    else if (status >= 500) request.log.error({ err: error }, 'a request failed')
    // git asks for a password only where it is told of this scheme.
    if (status === 401) reply.header('www-authenticate', 'Basic realm="qp"')
    if (request.routeOptions.url?.startsWith('/:app.git/'))
      return reply.code(status).headers(gitErrorHeaders).send(`${body.message}\n`)
    return reply.code(status).send(body)
  })
  server.setNotFoundHandler((request, reply) => {
    const unknown = `There is no ${request.method} ${request.url.split('?')[0]} here.`
    const { status, body } = answer('not_found', findAbsent(request.url) ?? unknown)
    return reply.code(status).send(body)
  })
}

/** What was ended because the connection was: that is no fault. */
function isLeft(error: unknown, reply: FastifyReply): boolean {
  return reply.raw.destroyed && error instanceof Error && error.name === 'AbortError'
}
