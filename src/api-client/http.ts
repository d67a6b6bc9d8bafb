import type { Readable } from 'node:stream'
import type { Method } from 'got'
import { receiveBody, sendBody } from './body-streams.ts'
import type { OnProgress } from './controller.ts'
import { collectPages } from './pages.ts'
import { checkAnswer, type Expected, parseAnswer } from './parse-answer.ts'
import { connectionError } from './refusal.ts'
import { type Answer, createRequests, type HttpOptions, type Requests } from './requests.ts'
import { readWatchedAnswer } from './watched-answer.ts'

export interface SendOptions {
  body?: object
  /** Instead of the token. */
  authorization?: string
  /** What a success is: an object without, and of DELETE anything. */
  kind?: Expected['kind']
}

export type WatchOptions = Pick<SendOptions, 'body' | 'kind'>

export interface ListOptions {
  /** What to sort by, as the Platform API has it: "version ..; order=desc". */
  range?: string
  max?: number | undefined
}

/**
 * Requests to one controller, in the Platform API's manner. Refusals are thrown as ApiError, a connection that fails as
 * UserError. `path` begins with a slash; what stands in it must have been encoded.
 */
export interface Http extends Pick<Requests, 'url' | 'agents' | 'talk' | 'authorizationFor'> {
  get<T>(path: string): Promise<T>
  /** All pages, by Next-Range, or as many as hold `max` items. */
  list<T>(path: string, options?: ListOptions): Promise<T[]>
  send<T>(method: Method, path: string, options?: SendOptions): Promise<T>
  /** Like send, where something is said in a header too: by lower-case name. */
  sendForHeaders<T>(
    method: Method,
    path: string,
    options?: SendOptions,
  ): Promise<{ body: T; headers: Answer['headers'] }>
  /** Like send, for what takes long: reports what the controller says meanwhile, and waits as long as it takes. */
  watch<T>(method: Method, path: string, onProgress: OnProgress, options?: WatchOptions): Promise<T>
  /** A body of any size, at its reader's pace. It breaks with an error where the connection does. */
  download(path: string): Promise<Readable>
  /** Sends a body of any size; resolves once the controller has taken all of it. */
  upload(path: string, type: string, body: Readable): Promise<void>
}

export function controllerHttp(options: HttpOptions): Http {
  const accept = 'application/vnd.heroku+json; version=3'
  const requests = createRequests(options, { headers: { accept }, scheme: 'Bearer' })
  const { url, agents, talk, authorizationFor } = requests

  const sendForHeaders = async <T>(
    method: Method,
    path: string,
    { body, authorization, kind = usualKind(method) }: SendOptions = {},
  ) => {
    const headers = authorization === undefined ? {} : { authorization }
    const answer = await requests.send(method, path, { headers, body })
    return {
      body: parseAnswer<T>(answer, { url, asked: `${method} ${path}`, kind }),
      headers: answer.headers,
    }
  }

  return {
    url,
    agents,
    talk,
    authorizationFor,
    async get<T>(path: string) {
      return parseAnswer<T>(await requests.send('GET', path), { url, asked: `GET ${path}`, kind: 'object' })
    },
    list<T>(path: string, { range, max = Number.POSITIVE_INFINITY }: ListOptions = {}) {
      const ask = async (at: { range?: string }) => {
        const answer = await requests.send('GET', path, { headers: at })
        const items = parseAnswer<T[]>(answer, { url, asked: `GET ${path}`, kind: 'list' })
        const next = answer.headers['next-range']?.toString()
        return { items, next: next === undefined ? undefined : { range: next } }
      }
      return collectPages({ url, path, max }, firstRange(range, max), ask)
    },
    sendForHeaders,
    async send<T>(method: Method, path: string, options?: SendOptions) {
      return (await sendForHeaders<T>(method, path, options)).body
    },
    async watch<T>(method: Method, path: string, onProgress: OnProgress, options: WatchOptions = {}) {
      const { body, kind = usualKind(method) } = options
      const stream = await requests.open(method, path, { headers: { accept: 'application/x-ndjson' }, body })
      // got leaves a request without a body open for one to be written; the controller would wait for it.
      if (!body) stream.end()
      try {
        const answer = await readWatchedAnswer(stream, onProgress)
        return checkAnswer<T>(answer, 200, { url, asked: `${method} ${path}`, kind })
      } catch (error) {
        throw connectionError(error, url)
      } finally {
        stream.destroy()
      }
    },
    download: async (path) => receiveBody(await requests.open('GET', path), url),
    upload: async (path, type, body) =>
      sendBody(await requests.open('PUT', path, { headers: { 'content-type': type } }), body, url),
  }
}

/** What is removed may be answered with itself, or with nothing. */
function usualKind(method: Method): Expected['kind'] {
  return method === 'DELETE' ? 'any' : 'object'
}

/** "version ..; order=desc, max=15" */
function firstRange(range: string | undefined, max: number): { range?: string } {
  if (Number.isFinite(max))
    return { range: range === undefined ? `id ..; max=${max}` : `${range}, max=${max}` }
  return range === undefined ? {} : { range }
}
