import { ApiError } from '../../lib/errors.ts'
import { refusal } from '../refusal.ts'
import type { Answer } from '../requests.ts'

/** What was asked for. */
export interface RefusedRequest {
  url: string
  method: string
  path: string
  body?: object | undefined
}

type Said = Pick<ApiError, 'code'> & { message: string; status?: number }

/**
 * The error for an answer that is no success. A Deis controller says what is wrong in many ways: an object of lists by field, a list,
 * a `detail` (v1: also an `error`), a JSON string, or the page of its web framework.
 */
export function deisRefusal(answer: Pick<Answer, 'statusCode' | 'body'>, request: RefusedRequest): ApiError {
  const { statusCode, body } = answer
  const said = describe(statusCode, parseOrUndefined(body), request)
  if (!said) {
    if (statusCode === 404) return new ApiError(...noSuchRoute(request))
    return refusal(statusCode, body)
  }
  const { message, code, status = statusCode } = said
  return new ApiError(sentence(message), { status, code })
}

function describe(status: number, said: unknown, request: RefusedRequest): Said | undefined {
  const code = codes[status] ?? `http_${status}`
  if (typeof said === 'string') return { code, message: describeMissing(said, request) }
  if (Array.isArray(said)) return { code, message: said.map(String).join(' ') }
  if (typeof said !== 'object' || said === null) return undefined
  if ('detail' in said) return describeDetail(code, String(said.detail), request)
  if ('error' in said) return describeDetail(code, String(said.error), request)
  if ('non_field_errors' in said && request.path === '/auth/login/')
    return { status: 401, code: 'unauthorized', message: 'The user name or the password is wrong.' }
  const fields = Object.entries(said)
  return fields.length === 0 ? undefined : { code, message: fields.map(describeField).join(' ') }
}

/** As the Platform API calls them. */
const codes: Record<number, string> = {
  400: 'invalid_params',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'not_supported',
  409: 'conflict',
  422: 'invalid_params',
  500: 'internal_server_error',
  503: 'engine_unavailable',
}

const fieldNames: Record<string, string> = { id: 'The name', public: 'The key', procfile: 'The Procfile' }

/** `{"id": ["This field may not be blank."]}` */
function describeField([field, errors]: [string, unknown]): string {
  const texts = (Array.isArray(errors) ? errors : [errors]).map((it) =>
    typeof it === 'string' ? it : JSON.stringify(it),
  )
  const name = fieldNames[field] ?? `The ${field.replaceAll('_', ' ')}`
  return texts.map((text) => sentence(text.replace(/^This field /, `${name} `))).join(' ')
}

/** `"No App matches the given query."`: what of, which one, and what lists them. */
function describeMissing(text: string, request: RefusedRequest): string {
  const [, kind = ''] = /^No (\w+) matches the given query/.exec(text) ?? []
  const words = kinds[kind]
  if (!words) return text
  const app = appOf(request.path)
  const which = kind === 'App' ? app : (namedIn(request.body) ?? lastOf(request.path))
  const list = words.list && ` \`qp ${words.list}${app && words.isOfApp ? ` -a ${app}` : ''}\` lists them.`
  return `No such ${words.name}${which === undefined ? '' : `: ${which}`}.${list ?? ''}`
}

const kinds: Record<string, { name: string; list?: string; isOfApp?: boolean }> = {
  App: { name: 'app', list: 'apps' },
  User: { name: 'user' },
  Release: { name: 'release', list: 'releases', isOfApp: true },
  Domain: { name: 'domain', list: 'domains', isOfApp: true },
  Key: { name: 'key', list: 'keys' },
  Certificate: { name: 'certificate', list: 'certs', isOfApp: true },
}

function describeDetail(code: string, detail: string, { url, path }: RefusedRequest): Said {
  if (code === 'forbidden' && path === '/auth/register/')
    return { code, message: `${url} lets nobody register, or admins alone.` }
  const app = appOf(path)
  if (code === 'forbidden' && detail === notPermitted)
    return {
      code,
      message: `You may not do that: it is for ${app ? 'the owner of the app, or for ' : ''}admins.`,
    }
  const ofApp = app === undefined ? '' : ` -a ${app}`
  const [, type] = /^Container type (\S+) does not exist in application/.exec(detail) ?? []
  if (type !== undefined)
    return { code, message: `No such process type: ${type}. \`qp ps:scale${ofApp}\` lists them.` }
  const [, key, attribute = ''] = /^(.+) does not exist under (\w+)/.exec(detail) ?? []
  if (key !== undefined) return { code, message: `No such ${attributes[attribute] ?? attribute}: ${key}.` }
  const [, addresses] = /^addresses \{(.*)\} does not exist in whitelist/.exec(detail) ?? []
  if (addresses !== undefined)
    return { code, message: `Not on the whitelist: ${addresses.replaceAll("'", '')}.` }
  if (detail.includes('already exists as a namespace'))
    return {
      code,
      message: `${detail.split(' ')[0]} is the name of something else at ${url}. Choose another.`,
    }
  if (/^Deployment for \S+ is already in progress/.test(detail))
    return { code, message: `Another deploy of ${app ?? 'the app'} is under way. Try again when it is over.` }
  if (detail.includes('(app::deploy)'))
    return { code: 'release_failed', message: deployFailed(detail, ofApp) }
  return { code, message: details[detail] ?? (code === 'internal_server_error' ? broken(url) : detail) }
}

const notPermitted = 'You do not have permission to perform this action.'

const details: Record<string, string> = {
  'Authentication credentials were not provided.': 'This needs a login.',
  'Invalid token.': 'The token is not valid, or is not any more.',
  'Current password does not match': 'The current password is wrong.',
}

const attributes: Record<string, string> = {
  values: 'config var',
  memory: 'memory limit',
  cpu: 'CPU limit',
  tags: 'tag',
  registry: 'registry login',
  healthcheck: 'health check',
  label: 'label',
}

function deployFailed(detail: string, ofApp: string): string {
  const why = detail.replace(/^.*\(app::deploy\):\s*/, '').replace(/\.$/, '')
  return `The deploy failed: ${why}. \`qp logs${ofApp}\` may tell more.`
}

function broken(url: string): string {
  return `Something went wrong at ${url}. Its log says what.`
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

function noSuchRoute({ url, method, path }: RefusedRequest): ConstructorParameters<typeof ApiError> {
  return [`There is no ${method} ${path.split('?')[0]} at ${url}.`, { status: 404, code: 'not_supported' }]
}

function appOf(path: string): string | undefined {
  const [, app] = /^\/apps\/([^/?]+)/.exec(path) ?? []
  return app && decodeURIComponent(app)
}

function lastOf(path: string): string | undefined {
  const last = path.split('?')[0]?.split('/').filter(Boolean).at(-1)
  return last && decodeURIComponent(last)
}

function namedIn(body: object | undefined): string | undefined {
  const named = body && Object.values(body).find((it) => typeof it === 'string')
  return typeof named === 'string' ? named : undefined
}

function parseOrUndefined(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
