import type { Method } from 'got'
import type { Static, TSchema } from 'typebox'
import { DeisPage } from '../../api-types/deis/page.ts'
import { collectPages } from '../pages.ts'
import { notOurs } from '../parse-answer.ts'
import { type Answer, createRequests, type HttpOptions } from '../requests.ts'
import { versionWarning } from './api-version.ts'
import { deisRefusal } from './deis-refusal.ts'
import type { DeisPlace } from './not-there.ts'
import { readShape } from './read-shape.ts'
import { type DeisVersion, versions } from './versions.ts'

export interface DeisHttpOptions extends HttpOptions {
  version: DeisVersion
}

/**
 * Requests to one Deis controller. Paths are those of the API behind its version, ending as deis/controller's routes do: with a slash,
 * but for one thing of many, whose name would take it in. Refusals are thrown as ApiError, a connection that fails as UserError.
 */
export interface DeisHttp extends DeisPlace {
  get<S extends TSchema>(schema: S, path: string): Promise<Static<S>>
  /** All pages, or as many as hold `max` items. */
  list<S extends TSchema>(
    schema: S,
    path: string,
    options?: { max?: number | undefined },
  ): Promise<Static<S>[]>
  send<S extends TSchema>(
    schema: S,
    method: Method,
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<Static<S>>
  /** Like send, where nothing is answered that is of use. */
  act(method: Method, path: string, body?: object): Promise<void>
  /** Like act, with another user's password in place of the token. */
  logIn<S extends TSchema>(schema: S, path: string, body: object): Promise<Static<S>>
  /** The answer as it is. `root`: not behind the version. */
  getText(path: string, options?: { root?: boolean }): Promise<Answer>
  /** Tells whoever asks what they should know of this controller. */
  warn(text: string): void
}

const pageSize = 100

/**
 * Milliseconds. What changes an app is answered when it has been deployed, and a run when it has ended; the controller gives up
 * itself after 20 minutes.
 */
const longPatience = 21 * 60_000

export function deisHttp({ version, ...options }: DeisHttpOptions): DeisHttp {
  const { root, api, pageSize: sizeOf } = versions[version]
  const { url, send: request } = createRequests(options, { headers: {}, scheme: 'token' })
  let isWarned = false
  const warn = (text: string) => options.onWarning?.(text)

  const ask = async (
    method: Method,
    path: string,
    { body, headers = {}, prefix = root, signal }: Asked = {},
  ): Promise<Answered> => {
    const patience = method === 'GET' ? {} : { patience: longPatience }
    const answer = await request(method, prefix + path, { headers, body, signal, ...patience })
    const warning = versionWarning(url, api, answer.headers['deis_api_version']?.toString())
    if (warning !== undefined && !isWarned) warn(warning)
    isWarned ||= warning !== undefined
    if (answer.statusCode >= 400) throw deisRefusal(answer, { url, method, path, body })
    return { ...answer, from: url, asked: `${method} ${(prefix + path).split('?')[0]}` }
  }

  return {
    url,
    version,
    get: async (schema, path) => parse(schema, await ask('GET', path)),
    list(schema, path, { max = Number.POSITIVE_INFINITY } = {}) {
      const askPage = async (query: string) => {
        const page: DeisPage<Static<typeof schema>> = parse(DeisPage(schema), await ask('GET', path + query))
        return { items: page.results, next: nextQuery(page, url) }
      }
      return collectPages({ url, path: root + path, max }, `?${sizeOf}=${Math.min(max, pageSize)}`, askPage)
    },
    send: async (schema, method, path, body = {}, signal) =>
      parse(schema, await ask(method, path, { body, signal })),
    async act(method, path, body) {
      await ask(method, path, method === 'POST' ? { body: body ?? {} } : body ? { body } : {})
    },
    logIn: async (schema, path, body) =>
      parse(schema, await ask('POST', path, { body, headers: { authorization: undefined } })),
    getText: (path, { root = false } = {}) => ask('GET', path, root ? { prefix: '' } : {}),
    warn,
  }
}

/** With what was asked, of whom: for what is said of an answer. */
interface Answered extends Answer {
  from: string
  asked: string
}

interface Asked {
  body?: object
  /** Without the token: Django refuses who brings one that is not valid, also where none is needed. */
  headers?: { authorization?: undefined }
  prefix?: string
  signal?: AbortSignal | undefined
}

/** Its address is the one the controller believes to have; behind a proxy that is not always the way to it. */
function nextQuery({ next, results }: DeisPage<unknown>, url: string): string | undefined {
  return next === null || results.length === 0 ? undefined : new URL(next, url).search
}

function parse<S extends TSchema>(schema: S, { statusCode, body, from, asked }: Answered): Static<S> {
  try {
    return readShape(schema, body === '' ? undefined : JSON.parse(body))
  } catch (error) {
    const why = error instanceof TypeError ? error.message : 'no JSON'
    throw notOurs(why, statusCode, { url: from, asked, who: 'Deis controller' })
  }
}
