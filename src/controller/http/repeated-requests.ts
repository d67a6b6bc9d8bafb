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
  isDone: boolean
  answer: Promise<Answer>
  timer: NodeJS.Timeout
}

export interface RepeatLimits {
  /** How long an answer is remembered, from when it was asked for; in ms. */
  life?: number
  /** How many are, of each user; the oldest is forgotten first. */
  most?: number
}

/** More than the heroku program's patience: it repeats five times in six seconds, each for up to a minute. */
const minutes = 60_000

/** Longer answers than that are of nothing that changes something. In characters. */
const longestAnswer = 64 * 1024

/**
 * Their answers open something, and may be revoked: they are nowhere kept. A repeat makes another. Not so the address of a one-off
 * dyno, which is good once: a second dyno would be worse.
 */
const answersSecrets = /^\/(oauth|v2\/auth|apps\/[^/]+\/(log-sessions|sources))(\/|$)/

/**
 * Lets a request be repeated without being done twice. The heroku program sends any request again when its connection breaks, up to
 * five times, and whatever was asked for may have been done: a release, a one-off dyno, an app. It sends the same Request-Id then
 * (a new one in front of those that came before it), so what has one gets the answer of the first, also where that is
 * still under way. Only for what changes something, and only for the same caller, path and body. A caller without a login has no
 * place here, and nobody can drive out what is another's.
 */
export function answerRepeats(
  server: FastifyInstance,
  { life = 10 * minutes, most = 100 }: RepeatLimits = {},
): void {
  const users = new Map<string, Map<string, Remembered>>()
  server.decorateRequest('repeats')
  server.addHook('preHandler', async (request, reply) => {
    const { user } = request.caller
    const key = keyOf(request)
    if (!user || key === undefined) return
    const own = users.get(user.id) ?? new Map<string, Remembered>()
    const known = own.get(key)
    if (known) return send(reply, await known.answer)
    const { promise: answer, resolve, reject } = Promise.withResolvers<Answer>()
    // Who waits for it hears of it, and mostly nobody does.
    answer.catch(() => {})
    const forget = () => {
      clearTimeout(remembered.timer)
      reject(problem('conflict', 'The same request is still under way. Look what has become of it.'))
      if (own.get(key) === remembered) own.delete(key)
      if (own.size === 0 && users.get(user.id) === own) users.delete(user.id)
    }
    const remembered: Remembered = { isDone: false, answer, timer: setTimeout(forget, life).unref() }
    users.set(user.id, own.set(key, remembered))
    forgetOldest(own, most)
    request.repeats = (given) => {
      remembered.isDone = true
      resolve(given)
      // What failed here may go well the next time; who waits for it already hears of it.
      if (given.status >= 500 || given.body.length > longestAnswer) forget()
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
function keyOf({ method, headers, url, body, routeOptions }: FastifyRequest): string | undefined {
  const [id = ''] = headers['request-id']?.toString().split(',') ?? []
  if (answersSecrets.test(routeOptions.url ?? '')) return undefined
  if (id === '' || method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return undefined
  // What is streamed, there or back, is asked for by other clients, and by another Accept.
  if (!/^application\/(vnd\.heroku\+)?json\b/.test(headers.accept ?? '')) return undefined
  if (body !== undefined && !/json/.test(headers['content-type'] ?? '')) return undefined
  const parts = [headers.authorization ?? '', id, method, url, body ?? null]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64')
}

/** In the order in which they came: the oldest are in front. What is under way stays: forgotten, it could be done twice. */
function forgetOldest(own: Map<string, Remembered>, most: number): void {
  for (const [key, { isDone, timer }] of own) {
    if (own.size <= most) return
    if (!isDone) continue
    clearTimeout(timer)
    own.delete(key)
  }
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
