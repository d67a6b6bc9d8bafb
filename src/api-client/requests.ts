import type { Duplex } from 'node:stream'
import type { Got, Method, PlainResponse } from 'got'
import { type Agents, createAgents, type Network } from './agents.ts'
import { type Redirecting, redirectionOf, sentOn } from './redirects.ts'
import { connectionError } from './refusal.ts'
import { isSilence, type Limits, tellSilence, usualLimits } from './silence.ts'
import { type Talk, talkHooks, talkOfAnswer } from './talk.ts'
import { pauseBeforeNextTry } from './try-again.ts'

export interface HttpOptions {
  /** The controller's address, without a trailing slash. */
  url: string
  token?: string | undefined
  /** Without: neither proxy nor CA file. */
  network?: Network
  /** Milliseconds before the 2nd, 3rd … try of what may be asked twice, give or take a half. */
  retryDelays?: readonly number[]
  /** Hears what whoever asks should know of the controller, and is no failure. */
  onWarning?: (text: string) => void
  /** Hears what is waited for, once for each request that takes long to be answered. */
  onSilence?: ((text: string) => void) | undefined
  limits?: Limits
  /** Hears what is sent and answered. */
  talk?: Talk | undefined
}

/** By lower-case name; undefined leaves out one that is sent otherwise, the token for example. */
export type Headers = Record<string, string | undefined>

export interface Answer {
  statusCode: number
  body: string
  headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface RequestOptions {
  headers?: Headers
  /** Sent as JSON. */
  body?: object | undefined
  /** Milliseconds until the answer must have begun, in place of the usual limit; nothing that reads needs another. */
  patience?: number | undefined
  /** Whoever asks waits no longer. */
  signal?: AbortSignal | undefined
}

/**
 * How requests to one controller are made, whatever it speaks: proxies, whom to trust, time-outs, what is tried again, and the token,
 * which goes to that address alone. An answer of any status is an answer; a connection that fails is a UserError. `path` begins with a
 * slash; what stands in it must have been encoded.
 */
export interface Requests {
  readonly url: string
  /** Which agent an address gets: for what is no request, such as a websocket. */
  readonly agents: Agents
  /** Who hears what is sent and answered, for the same. */
  readonly talk: Talk | undefined
  /** What to send as Authorization to this address: the token where it is the controller's, else nothing. */
  authorizationFor(url: URL): string | undefined
  send(method: Method, path: string, options?: RequestOptions): Promise<Answer>
  /** As a stream, which is written to where the request has a body that is not here yet. Errors as they come. */
  open(method: Method, path: string, options?: Pick<RequestOptions, 'headers' | 'body'>): Promise<Duplex>
}

/** How a dialect asks: what it says in each request, and its word before the token. */
export interface Manner {
  headers: Headers
  scheme: 'Bearer' | 'token'
}

export function createRequests(options: HttpOptions, { headers, scheme }: Manner): Requests {
  const { url, token, network = {}, retryDelays = [200, 400, 800], limits = usualLimits } = options
  const { talk, onWarning, onSilence } = options
  const authorization = token === undefined ? undefined : `${scheme} ${token}`
  const agents = createAgents(network)
  const ofAll = { 'user-agent': 'qp', ...headers, ...(authorization === undefined ? {} : { authorization }) }

  const onWait = (milliseconds: number) =>
    onWarning?.(`${url} asks to wait: trying again in ${Math.ceil(milliseconds / 1000)} s.`)

  return {
    url,
    agents,
    talk,
    authorizationFor: (other) => (isSameHost(other, url) ? authorization : undefined),
    async send(method, path, { headers = {}, body, patience = limits.changing, signal } = {}) {
      const isHeard = tellSilence(url, limits.told, onSilence)
      try {
        const client = await openClient(ofAll, { retryDelays, talk, onWait })
        const answer = await client(url + path, {
          method,
          headers,
          timeout: isReading(method) ? { socket: limits.reading } : { response: patience },
          ...(signal ? { signal } : {}),
          ...(await agents.forGot(new URL(url))),
          ...jsonOf(body),
        })
        const to = redirectionOf(answer, answer.url)
        if (to) throw sentOn(url, to)
        return answer
      } catch (error) {
        throw connectionError(error, url)
      } finally {
        isHeard()
      }
    },
    async open(method, path, { headers = {}, body } = {}) {
      const client = await openClient(ofAll, { retryDelays: [], talk })
      const agent = await agents.forGot(new URL(url))
      const stream = client.stream(url + path, { method, headers, ...agent, ...jsonOf(body) })
      // Who uploads hears nothing until it is done.
      const isHeard = method === 'PUT' ? () => {} : tellSilence(url, limits.told, onSilence)
      stream.once('close', isHeard)
      stream.once('response', (answer: Redirecting) => {
        isHeard()
        const to = redirectionOf(answer, url + path)
        if (to) stream.destroy(sentOn(url, to))
      })
      if (talk) talkOfAnswer(talk, stream, { method, url: url + path })
      return stream
    },
  }
}

/** Milliseconds. What is opened may be silent for minutes: it must be connected in time, and then takes as long as it takes. */
const connectTimeout = 10_000

/** Milliseconds. Whoever waits longer is told what for. */
const unnoticed = 2_000

interface Ways {
  retryDelays: readonly number[]
  talk?: Talk | undefined
  onWait?: (milliseconds: number) => void
}

/** got is loaded by the first request: loading it takes longer than most commands run. */
async function openClient(headers: Headers, { retryDelays, talk, onWait }: Ways): Promise<Got> {
  const { default: got } = await import('got')
  return got.extend({
    headers,
    throwHttpErrors: false,
    followRedirect: isHarmless,
    timeout: { connect: connectTimeout },
    ...(talk ? { hooks: talkHooks(talk) } : {}),
    retry: {
      limit: retryDelays.length,
      // Its rules go by method, and not by whether anything was sent.
      enforceRetryRules: false,
      calculateDelay({ attemptCount: tries, error, retryAfter }) {
        const { method } = error.options
        // Who has taken a request and is silent is not asked to do the same work again.
        const code = isSilence(error) ? undefined : error.code
        const failure = { method, tries, status: error.response?.statusCode, code, retryAfter }
        const pause = pauseBeforeNextTry(failure, retryDelays)
        if (pause > unnoticed) onWait?.(pause)
        return pause
      },
    },
  })
}

function isHarmless(answer: PlainResponse): boolean {
  const { options, requestUrl } = answer.request
  const to = redirectionOf(answer, answer.url)
  return isReading(options.method) && to?.origin === requestUrl?.origin
}

function isReading(method: Method): boolean {
  return method === 'GET' || method === 'HEAD'
}

function jsonOf(body: object | undefined): { json?: object } {
  return body === undefined ? {} : { json: body }
}

function isSameHost(other: URL, url: string): boolean {
  const own = new URL(url)
  const isSecure = (it: URL) => it.protocol === 'https:' || it.protocol === 'wss:'
  return own.host === other.host && isSecure(own) === isSecure(other)
}
