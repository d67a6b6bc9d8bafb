import { ApiError } from '../lib/errors.ts'
import { refusal } from './refusal.ts'
import type { Answer } from './requests.ts'

/** The body of a success, of the type that src/api-types has for the resource; throws ApiError for anything else. */
export function parseAnswer<T>({ statusCode, body, headers }: Answer): T {
  if (statusCode >= 400) throw refusal(statusCode, body, headers['request-id']?.toString())
  return parseJson(statusCode, body) as T
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
