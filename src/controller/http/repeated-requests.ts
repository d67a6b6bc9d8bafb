import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problem } from '../domain/problem.ts'

/** What was answered to a request, to be answered again. */
interface Answer {
  status: number
  type: string | undefined
  body: string
}

interface Remembered {
  until: number
  answer: Promise<Answer>
}

export interface RepeatLimits {
  /** How long an answer is remembered, from when it was asked for; in ms. */
  life?: number
  /** How many are; the oldest is forgotten first. */
  most?: number
}

/** More than the heroku program's patience: it repeats five times in six seconds, each for up to a minute. */
const minutes = 60_000

/** Longer answers than that are of nothing that changes something. In characters. */
const longestAnswer = 64 * 1024

/**
 * Lets a request be repeated without being done twice. The heroku program sends any request again when its connection breaks, up to
 * five times, and whatever was asked for may have been done: a release, a one-off dyno, an app. It sends the same Request-Id then
 * (a new one in front of those that came before it), so what has one gets the answer of the first, also where that is
 * still under way. Only for what changes something, and only for the same caller, path and body.
 */
export function answerRepeats(
  server: FastifyInstance,
  now: () => Date,
  { life = 10 * minutes, most = 500 }: RepeatLimits = {},
): void {
  const remembered = new Map<string, Remembered>()
  server.decorateRequest('repeats')
  server.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request)
    if (key === undefined) return
    forgetOld(remembered, now().getTime(), most)
    const known = remembered.get(key)
    if (known) return send(reply, await within(known.answer, known.until - now().getTime()))
    const { promise: answer, resolve } = Promise.withResolvers<Answer>()
    remembered.set(key, { until: now().getTime() + life, answer })
    request.repeats = (given) => {
      // What failed here may go well the next time; who waits for it already hears of it.
      if (given.status >= 500 || given.body.length > longestAnswer) remembered.delete(key)
      resolve(given)
    }
  })
  server.addHook('onSend', async (request, reply, payload) => {
    const { repeats } = request
    request.repeats = undefined
    const type = reply.getHeader('content-type')?.toString()
    repeats?.({ status: reply.statusCode, type, body: typeof payload === 'string' ? payload : '' })
  })
}

/** Undefined for what may be done as often as one likes, and for what is no plain request with a plain answer. */
function keyOf({ method, headers, url, body }: FastifyRequest): string | undefined {
  const [id = ''] = headers['request-id']?.toString().split(',') ?? []
  if (id === '' || method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return undefined
  // What is streamed, there or back, is asked for by other clients, and by another Accept.
  if (!/^application\/(vnd\.heroku\+)?json\b/.test(headers.accept ?? '')) return undefined
  if (body !== undefined && !/json/.test(headers['content-type'] ?? '')) return undefined
  const parts = [headers.authorization ?? '', id, method, url, body ?? null]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64')
}

/** In the order in which they came: the oldest are in front. */
function forgetOld(remembered: Map<string, Remembered>, now: number, most: number): void {
  for (const [key, { until }] of remembered) {
    if (until > now && remembered.size < most) return
    remembered.delete(key)
  }
}

/** Throws `conflict` where the first is still under way when it would be forgotten. */
async function within(answer: Promise<Answer>, ms: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    const why = problem('conflict', 'The same request is still under way. Look what has become of it.')
    timer = setTimeout(() => reject(why), ms)
  })
  return Promise.race([answer, tooLong]).finally(() => clearTimeout(timer))
}

function send(reply: FastifyReply, { status, type, body }: Answer): FastifyReply {
  if (type !== undefined) reply.type(type)
  // As it was sent: it has been through the schema.
  return reply
    .code(status)
    .serializer((text: unknown) => String(text))
    .send(body)
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Told of the answer, where the request may come again. */
    repeats: ((answer: Answer) => void) | undefined
  }
}
