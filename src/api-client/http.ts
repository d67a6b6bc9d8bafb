import type { Readable } from 'node:stream'
import type { Got, Method } from 'got'
import { type Agents, createAgents, type Network } from './agents.ts'
import { receiveBody, sendBody } from './body-streams.ts'
import type { OnProgress } from './controller.ts'
import { parseAnswer } from './parse-answer.ts'
import { connectionError } from './refusal.ts'
import { readWatchedAnswer } from './watched-answer.ts'

export interface HttpOptions {
  /** The controller's address, without a trailing slash. */
  url: string
  token?: string | undefined
  /** Without: neither proxy nor CA file. */
  network?: Network
  /** Milliseconds before the 2nd, 3rd … try of a GET. */
  retryDelays?: readonly number[]
}

export interface RequestOptions {
  body?: object
  /** Instead of the token. */
  authorization?: string
}

export interface ListOptions {
  /** What to sort by, as the Platform API has it: "version ..; order=desc". */
  range?: string
  max?: number | undefined
}

/**
 * Requests to one controller, in the Platform API's manner. Refusals are thrown as ApiError, a connection that fails as
 * UserError. `path` begins with a slash; what stands in it must have been encoded.
 */
export interface Http {
  readonly url: string
  /** Which agent an address gets: for what is no request, such as a websocket. */
  readonly agents: Agents
  /** What to send as Authorization to this address: the token where it is the controller's, else nothing. */
  authorizationFor(url: URL): string | undefined
  get<T>(path: string): Promise<T>
  /** All pages, by Next-Range, or as many as hold `max` items. */
  list<T>(path: string, options?: ListOptions): Promise<T[]>
  send<T>(method: Method, path: string, options?: RequestOptions): Promise<T>
  /** Like send, where something is said in a header too: by lower-case name. */
  sendForHeaders<T>(
    method: Method,
    path: string,
    options?: RequestOptions,
  ): Promise<{ body: T; headers: Readonly<Record<string, string | string[] | undefined>> }>
  /** Like send, for what takes long: reports what the controller says meanwhile, and waits as long as it takes. */
  watch<T>(method: Method, path: string, onProgress: OnProgress, body?: object): Promise<T>
  /** A body of any size, at its reader's pace. It breaks with an error where the connection does. */
  download(path: string): Promise<Readable>
  /** Sends a body of any size; resolves once the controller has taken all of it. */
  upload(path: string, type: string, body: Readable): Promise<void>
}

export function controllerHttp({
  url,
  token,
  network = {},
  retryDelays = [200, 400, 800],
}: HttpOptions): Http {
  const bearer = token === undefined ? undefined : `Bearer ${token}`
  const agents = createAgents(network)

  const request = async (
    method: Method,
    path: string,
    options: { headers?: Headers; body?: object } = {},
  ) => {
    try {
      const client = await openClient(bearer, retryDelays)
      return await client(url + path, {
        method,
        headers: options.headers ?? {},
        timeout: { response: responseTimeout },
        ...(await agents.forGot(new URL(url))),
        ...jsonOf(options.body),
      })
    } catch (error) {
      throw connectionError(error, url)
    }
  }

  const sendForHeaders = async <T>(
    method: Method,
    path: string,
    { body, authorization }: RequestOptions = {},
  ) => {
    const headers = authorization === undefined ? {} : { authorization }
    const answer = await request(method, path, { headers, ...(body ? { body } : {}) })
    return { body: parseAnswer<T>(answer), headers: answer.headers }
  }

  const stream = async (method: 'GET' | 'PUT', path: string, headers: Headers) => {
    const client = await openClient(bearer, [])
    return client.stream(url + path, { method, headers, ...(await agents.forGot(new URL(url))) })
  }

  return {
    url,
    agents,
    authorizationFor: (other) => (isSameHost(other, url) ? bearer : undefined),
    async get<T>(path: string) {
      return parseAnswer<T>(await request('GET', path))
    },
    async list<T>(path: string, { range, max = Number.POSITIVE_INFINITY }: ListOptions = {}) {
      const items: T[] = []
      let next = firstRange(range, max)
      do {
        const answer = await request('GET', path, next === undefined ? {} : { headers: { range: next } })
        items.push(...parseAnswer<T[]>(answer))
        next = answer.headers['next-range']?.toString()
      } while (next !== undefined && items.length < max)
      return items.slice(0, max)
    },
    sendForHeaders,
    async send<T>(method: Method, path: string, options?: RequestOptions) {
      return (await sendForHeaders<T>(method, path, options)).body
    },
    async watch<T>(method: Method, path: string, onProgress: OnProgress, body?: object) {
      const client = await openClient(bearer, retryDelays)
      const headers = { accept: 'application/x-ndjson' }
      const agent = await agents.forGot(new URL(url))
      const stream = client.stream(url + path, { method, headers, ...agent, ...jsonOf(body) })
      // got leaves a request without a body open for one to be written; the controller would wait for it.
      if (!body) stream.end()
      try {
        return (await readWatchedAnswer(stream, onProgress)) as T
      } catch (error) {
        throw connectionError(error, url)
      } finally {
        stream.destroy()
      }
    },
    download: async (path) => receiveBody(await stream('GET', path, {}), url),
    upload: async (path, type, body) =>
      sendBody(await stream('PUT', path, { 'content-type': type }), body, url),
  }
}

type Headers = Record<string, string>

/** Milliseconds. What is watched may be silent for minutes: it must be connected in time, and then takes as long as it takes. */
const connectTimeout = 10_000
const responseTimeout = 120_000

/** got is loaded by the first request: loading it takes longer than most commands run. */
async function openClient(authorization: string | undefined, retryDelays: readonly number[]): Promise<Got> {
  const { default: got } = await import('got')
  return got.extend({
    headers: {
      accept: 'application/vnd.heroku+json; version=3',
      'user-agent': 'qp',
      // When redirected to another origin, got leaves it behind.
      ...(authorization === undefined ? {} : { authorization }),
    },
    throwHttpErrors: false,
    timeout: { connect: connectTimeout },
    // Only what may safely be asked twice.
    retry: {
      limit: retryDelays.length,
      methods: ['GET'],
      statusCodes: [502, 503, 504],
      calculateDelay: ({ attemptCount, computedValue }) =>
        computedValue === 0 ? 0 : (retryDelays[attemptCount - 1] ?? 0),
    },
  })
}

function jsonOf(body: object | undefined): { json?: object } {
  return body === undefined ? {} : { json: body }
}

/** "version ..; order=desc, max=15" */
function firstRange(range: string | undefined, max: number): string | undefined {
  if (!Number.isFinite(max)) return range
  return range === undefined ? `id ..; max=${max}` : `${range}, max=${max}`
}

function isSameHost(other: URL, url: string): boolean {
  const own = new URL(url)
  const isSecure = (it: URL) => it.protocol === 'https:' || it.protocol === 'wss:'
  return own.host === other.host && isSecure(own) === isSecure(other)
}
