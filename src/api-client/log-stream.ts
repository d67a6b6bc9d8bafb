import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { ApiError } from '../lib/errors.ts'
import { type Agents, createAgents } from './agents.ts'
import { answerHead, readAll } from './answer.ts'
import { readLines } from './lines.ts'
import { connectionError, refusal } from './refusal.ts'
import { readEvents, type ServerSentEvent } from './server-sent-events.ts'
import { renderFailed, renderSent, type Sent, type Talk, talkOfAnswer, withoutPath } from './talk.ts'

export interface LogStreamOptions {
  /** Go on when the server closes or the connection is lost, from the last line that was seen. */
  tail: boolean
  signal?: AbortSignal | undefined
  /** Without: neither proxy nor CA file. */
  agents?: Agents
  /** Hears of each connection, but not of the lines. */
  talk?: Talk | undefined
  /**
   * Another address for the same lines, where the server does not know the one before any more: `lastId` is the last event seen. Without
   * it, and where it is refused, that is the end.
   */
  renew?: (lastId: string | undefined) => Promise<URL>
  /** Milliseconds before asking again. */
  reconnectDelay?: number
}

/**
 * The lines behind a `logplex_url`: server-sent events, each a line or several. The address carries its own secret, so no token is sent.
 * Ends when the server closes, or with `tail` at the signal. The first connection must succeed; later ones are tried again
 * until the server refuses. A server that was restarted knows no address of before, which `renew` is for.
 */
export async function* readLogStream(
  first: URL,
  { tail, signal, agents = createAgents({}), talk, renew, reconnectDelay = 1000 }: LogStreamOptions,
): AsyncGenerator<string> {
  let url: URL | undefined = first
  let lastId: string | undefined
  let wasConnected = false
  let isKnown = true
  while (!signal?.aborted) {
    try {
      url ??= await renew?.(lastId)
      if (!url) return
      for await (const event of openEvents(url, { lastId, agents, talk, signal })) {
        wasConnected = isKnown = true
        lastId = event.id ?? lastId
        yield* event.data.split('\n')
      }
      wasConnected = isKnown = true
    } catch (error) {
      if (signal?.aborted) return
      if (!tail || !wasConnected) throw connectionError(error, first.origin)
      // Where a new address is not known either, another would not be.
      const isForgotten = url && isKnown && renew && error instanceof ApiError && error.status === 404
      if (error instanceof ApiError && !isForgotten) throw error
      if (isForgotten) {
        url = undefined
        isKnown = false
      }
    }
    if (!tail || signal?.aborted) return
    await delay(reconnectDelay, undefined, signal ? { signal } : {}).catch(() => {})
  }
}

interface Connection extends Pick<LogStreamOptions, 'talk' | 'signal'> {
  lastId: string | undefined
  agents: Agents
}

async function* openEvents(
  url: URL,
  { lastId, agents, talk, signal }: Connection,
): AsyncGenerator<ServerSentEvent> {
  const { default: got } = await import('got')
  const headers = {
    accept: 'text/event-stream',
    ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
  }
  const stream = got.stream(url, {
    headers,
    throwHttpErrors: false,
    retry: { limit: 0 },
    timeout: { connect: 10_000 },
    ...(await agents.forGot(url)),
    ...(signal ? { signal } : {}),
  })
  if (talk) tellConnection(talk, stream, { method: 'GET', url: withoutPath(url), headers })
  try {
    const { statusCode = 0 } = await answerHead(stream)
    if (statusCode >= 400) throw refusal(statusCode, await readAll(stream))
    yield* readEvents(readLines(stream))
  } finally {
    stream.destroy()
  }
}

function tellConnection(talk: Talk, stream: Readable, sent: Sent): void {
  talk(renderSent(sent))
  talkOfAnswer(talk, stream, sent)
  stream.once('error', (error) => talk(renderFailed(error)))
}
