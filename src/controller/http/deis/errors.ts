import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import { knownProblem } from '../../domain/known-problem.ts'
import { type Problem, type ProblemId, problemStatus } from '../../domain/problem.ts'
import { type DeisAnswer, wordsOf } from './words.ts'

/** What goes wrong, in the shapes of the Deis controller API: `{"detail"}`, `{"<field>": […]}`, or a bare string for what is not there. */
export function answerDeisErrors(face: FastifyInstance): void {
  face.setErrorHandler((error, request, reply) => {
    const { status, body } = toDeisAnswer(error, request)
    if (status >= 500) request.log.error({ err: error }, 'a request failed')
    if (status === 401) reply.header('www-authenticate', 'Token')
    return reply.code(status).type('application/json').send(JSON.stringify(body))
  })
}

function toDeisAnswer(error: unknown, request: FastifyRequest): DeisAnswer {
  const known = knownProblem(error)
  if (known) return ofProblem(known, request)
  const { validation, statusCode, message = '' } = error as Partial<FastifyError>
  if (validation) return { status: 400, body: ofValidation(validation) }
  if (statusCode === 400) return { status: 400, body: { detail: `JSON parse error - ${message}` } }
  if (statusCode !== undefined && statusCode < 500) return { status: statusCode, body: { detail: message } }
  return { status: 500, body: { detail: 'Server Error' } }
}

function ofProblem(problem: Problem, request: FastifyRequest): DeisAnswer {
  const words = wordsOf(problem)
  if (words) return words
  const { id, message } = problem
  const status = statusOf[id] ?? problemStatus[id]
  if (id === 'unauthorized') return { status, body: { detail: unauthorized(request) } }
  if (id === 'forbidden')
    return { status, body: { detail: 'You do not have permission to perform this action.' } }
  if (id === 'build_failed' || id === 'release_failed')
    return { status, body: { detail: `(app::deploy): ${message}` } }
  return { status, body: { detail: message } }
}

/** Where the Platform API's is another. */
const statusOf: Partial<Record<ProblemId, number>> = {
  invalid_params: 400,
  build_failed: 400,
  release_failed: 400,
}

function unauthorized({ headers }: FastifyRequest): string {
  return headers.authorization === undefined
    ? 'Authentication credentials were not provided.'
    : 'Invalid token.'
}

/** What is wrong first, by field. */
function ofValidation([first]: NonNullable<FastifyError['validation']>): Record<string, string[]> {
  const missing = first?.params['missingProperty']
  if (typeof missing === 'string') return { [missing]: ['This field is required.'] }
  const field = first?.instancePath.split('/')[1] || 'non_field_errors'
  if (first?.keyword === 'minLength') return { [field]: ['This field may not be blank.'] }
  if (first?.keyword === 'maxLength')
    return { [field]: [`Ensure this field has no more than ${first.params['limit']} characters.`] }
  return { [field]: [`This ${first?.message ?? 'is not valid'}.`] }
}
