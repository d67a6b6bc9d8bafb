import { ApiError } from '../lib/errors.ts'
import { refusal } from './refusal.ts'
import type { Answer } from './requests.ts'

export interface Expected {
  /** Of whom it was asked, and what, as "GET /apps". */
  url: string
  asked: string
  /** `any`: an object, a list, or nothing. */
  kind: 'object' | 'list' | 'any'
}

/**
 * The body of a success, of the type that src/api-types has for the resource; throws ApiError for anything else. Of what it holds only
 * that is looked at which everybody who asks for it goes by.
 */
export function parseAnswer<T>(answer: Answer, expected: Expected): T {
  const { statusCode, body, headers } = answer
  if (statusCode >= 400) throw refusal(statusCode, body, headers['request-id']?.toString())
  return checkAnswer<T>(parseJson(statusCode, body), statusCode, expected)
}

/** The same, of what is parsed already. */
export function checkAnswer<T>(value: unknown, status: number, expected: Expected): T {
  const problem = problemOf(value, expected)
  if (problem !== undefined) throw notOurs(problem, status, expected)
  return value as T
}

/** Undefined where it is empty. Throws ApiError for what no controller would say. */
export function parseJson(status: number, text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    const message = 'the answer is not JSON. Is this the address of a controller?'
    throw new ApiError(message, { status, code: 'not_json' })
  }
}

/** For a success that is not of the kind that who was asked answers. */
export function notOurs(
  problem: string,
  status: number,
  { url, asked, who = 'controller' }: Pick<Expected, 'url' | 'asked'> & { who?: string },
): ApiError {
  const message = `${url} answered what no ${who} answers: ${problem} in ${asked.split('?')[0]}. Is this the address of one?`
  return new ApiError(message, { status, code: 'not_json' })
}

function problemOf(value: unknown, { kind, asked }: Expected): string | undefined {
  if (kind === 'any' && value === undefined) return undefined
  const isList = Array.isArray(value)
  const shown = JSON.stringify(value)?.slice(0, 40) ?? 'nothing'
  if (kind === 'list' && !isList) return `a list was expected, not ${shown}`
  if (kind === 'object' && isList) return `an object was expected, not ${shown}`
  if (typeof value !== 'object' || value === null) return `an object was expected, not ${shown}`
  const fields = neededFields(asked)
  const items: readonly unknown[] = isList ? value : [value]
  const lacking = fields.find((field) => items.some((it) => valueAt(it, field) == null))
  return lacking === undefined ? undefined : `no ${lacking}`
}

function valueAt(item: unknown, field: string): unknown {
  return field.split('.').reduce<unknown>((value, key) => Object(value)[key], item)
}

/** What is gone by of a resource, by the end of what is asked: all of it, or one. */
const needed: readonly (readonly [asked: RegExp, fields: readonly string[]])[] = [
  [/\/apps(\/[^/]+)?$/, ['name']],
  [/\/account$/, ['email']],
  [/\/releases(\/[^/]+)?$/, ['version']],
  [/\/dynos$/, ['name']],
  [/\/formation$/, ['type']],
  [/\/domains(\/[^/]+)?$/, ['hostname']],
  [/\/collaborators(\/[^/]+)?$/, ['user']],
  [/\/builds(\/[^/]+)?$/, ['id', 'status']],
  [/^POST .*\/sources$/, ['source_blob.put_url', 'source_blob.get_url']],
  [/^POST .*\/log-sessions$/, ['logplex_url']],
  // Of an authorization that was there before, a controller may keep the token to itself.
  [/^POST \/oauth\/authorizations$/, ['access_token.token']],
  [/^POST \/oauth\/authorizations\/.*\/regenerate-tokens$/, ['access_token.token']],
]

function neededFields(asked: string): readonly string[] {
  const [question = ''] = asked.split('?', 1)
  if (question.startsWith('DELETE ')) return []
  return needed.find(([form]) => form.test(question))?.[1] ?? []
}
