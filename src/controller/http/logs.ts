import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Platform } from '../deploy/platform.ts'
import { formatLogLine, type LogLine } from '../domain/log-line.ts'
import { problem } from '../domain/problem.ts'
import type { LogFilter } from '../logs/app-logs.ts'

export interface LogRequest {
  appId: string
  lines: number
  tail: boolean
  filter: LogFilter
  /** Asks anew, each time, whether who asked for it may still see it. */
  isAllowed(): Promise<boolean>
}

/** What `POST …/log-sessions` made and nobody read yet. The secret in the address stands in for a token. */
export interface LogStreams {
  open(asked: LogRequest): { id: string; secret: string }
  find(secret: string): LogRequest | undefined
}

/** An address that was not used is good for this long, as on Heroku. In ms. */
const life = 5 * 60_000

/**
 * Said at the end of a stream that has no more to come. The heroku program stays until its reader of events (eventsource 4) would
 * have asked anew, which is 3 s where it is not told otherwise. In ms.
 */
const soon = 'retry: 100\n\n'

/** Keeps proxies from closing a quiet stream. In ms. */
const keepAlive = 15_000

export function createLogStreams(newId: () => string): LogStreams {
  const streams = new Map<string, LogRequest>()
  return {
    open(asked) {
      const secret = randomBytes(24).toString('base64url')
      streams.set(secret, asked)
      setTimeout(() => streams.delete(secret), life).unref()
      return { id: newId(), secret }
    },
    find: (secret) => streams.get(secret),
  }
}

/** `GET /logs/:secret`: server-sent events, one a line. Without `tail` it ends after the last line there is. */
export function logStreamRoute(server: FastifyInstance, platform: Platform, streams: LogStreams): void {
  server.get('/logs/:secret', { config: { access: 'anyone' } }, async (request, reply) => {
    const asked = streams.find((request.params as { secret: string }).secret)
    if (!asked || !(await asked.isAllowed()))
      throw problem('not_found', 'No such log session, or it has expired.')
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    const since = Number(request.headers['last-event-id']) || 0
    await stream(platform, reply, asked, since).catch((err) =>
      request.log.warn({ err }, 'a log stream broke off'),
    )
    reply.raw.end()
    return reply
  })
}

async function stream(
  platform: Platform,
  reply: FastifyReply,
  asked: LogRequest,
  since: number,
): Promise<void> {
  const gone = new AbortController()
  reply.raw.on('close', () => gone.abort())
  // Both in one tick: no line falls between the two.
  const news = asked.tail ? platform.logs.follow(asked.appId, asked.filter, gone.signal) : undefined
  const old = await platform.logs.read(asked.appId, asked.lines, asked.filter)
  const send = sender(reply)
  for (const line of old) if (line.at.getTime() > since) await send(line)
  if (!news) {
    reply.raw.write(soon)
    return
  }
  const timer = setInterval(() => reply.raw.write(':\n\n'), keepAlive)
  const { isAllowed } = asked
  const letGo = platform.sessions.watchOver({ isAllowed, showOut: () => gone.abort() })
  try {
    for await (const line of news) await send(line)
  } finally {
    letGo()
    clearInterval(timer)
  }
}

/** The id of an event is its line's time, by which a client that lost the stream goes on from there. */
function sender(reply: FastifyReply): (line: LogLine) => Promise<void> {
  return async (line) => {
    const isDrained = reply.raw.write(`id: ${line.at.getTime()}\ndata: ${formatLogLine(line)}\n\n`)
    if (!isDrained && !reply.raw.destroyed) {
      await new Promise((resolve) => {
        reply.raw.once('drain', resolve)
        reply.raw.once('close', resolve)
      })
    }
  }
}
