import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ProgressLine } from '../../api-types/progress.ts'
import type { Report } from '../domain/progress.ts'
import { toErrorAnswer } from './errors.ts'

/**
 * Does work that takes long. A client that asked for `application/x-ndjson` sees it happen, line by line, and the answer
 * as the last line (`api-types/progress.ts`); any other just waits for the answer.
 *
 * `signal` is aborted when the client goes.
 */
export async function watched<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  work: (report: Report, signal: AbortSignal) => Promise<T>,
): Promise<T | FastifyReply> {
  const gone = new AbortController()
  reply.raw.on('close', () => gone.abort())
  if (!isWatched(request)) {
    reply.code(status)
    return work(() => {}, gone.signal)
  }
  reply.hijack()
  reply.raw.writeHead(200, { 'content-type': 'application/x-ndjson', 'request-id': request.id })
  // At once: there may be nothing to tell for long, and who hears nothing takes us for dead.
  reply.raw.flushHeaders()
  const write = (line: ProgressLine) => void reply.raw.write(`${JSON.stringify(line)}\n`)
  try {
    const body = await work((progress) => write({ progress }), gone.signal)
    write({ result: { status, headers: {}, body: body ?? {} } })
  } catch (error) {
    const answer = toErrorAnswer(error)
    if (answer.status >= 500) request.log.error({ err: error }, 'a request failed')
    write({ result: { ...answer, headers: {} } })
  }
  reply.raw.end()
  return reply
}

/** Whether the client wants to see what happens. */
export function isWatched({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers.accept?.includes('application/x-ndjson') === true
}
