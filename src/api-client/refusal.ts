import type { ApiErrorBody } from '../api-types/api-error.ts'
import { ApiError, UserError } from '../lib/errors.ts'
import { findCertificateProblem } from './certificate-problem.ts'
import { isSilence, noAnswer } from './silence.ts'

/** The error for an answer that is no success. The body is JSON from a controller, anything from a proxy in between. */
export function refusal(status: number, body: string, requestId?: string): ApiError {
  const parsed = parseErrorBody(body)
  if (parsed) return new ApiError(parsed.message, { status, code: parsed.id, requestId })
  const said = body.trim().split('\n', 1)[0]?.slice(0, 200)
  const message = `the controller answered with HTTP status ${status}${said ? `: ${said}` : '.'}`
  return new ApiError(message, { status, code: `http_${status}`, requestId })
}

/** What each failure to connect means, by Node's and got's error codes. */
const meanings: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ERR_STREAM_PREMATURE_CLOSE: 'the connection was cut',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'the network is down',
  EPROTO: 'what answers there speaks no TLS that is understood',
  ERR_SSL_WRONG_VERSION_NUMBER: 'what answers there speaks no TLS; is it http://?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'what answers there speaks no TLS; is it http://?',
}

/** A failure to connect becomes a UserError; all else stays. Never with the cause: a got error carries the token. */
export function connectionError(error: unknown, url: string): unknown {
  // got wraps what an agent says of a proxy or of a CA file.
  const said = findUserError(error)
  if (said) return said
  if (isSilence(error)) return noAnswer(error, url)
  const certificate = findCertificateProblem(error)
  if (certificate) {
    const { what, hint } = certificate
    return new UserError(`can't trust ${url}: ${what}.`, { code: 'bad_certificate', hint })
  }
  const code = codeOf(error)
  const meaning = code === undefined ? undefined : meanings[code]
  if (!meaning) return isGotError(error) ? new Error(`${error.name}: ${error.message}`) : error
  return new UserError(`can't reach ${url}: ${meaning}.`, {
    code: 'unreachable',
    hint: 'Is the address right, and `qp server` running there?',
  })
}

function findUserError(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error
  return error instanceof Error ? findUserError(error.cause) : undefined
}

/** Whether it is the network's fault. */
export function isConnectionError(error: unknown): boolean {
  return codeOf(error) !== undefined
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string' && meanings[error.code]) return error.code
  // ws has no code for it.
  if (error.message === 'Opening handshake has timed out') return 'ETIMEDOUT'
  return codeOf(error.cause)
}

function isGotError(error: unknown): error is Error {
  return error instanceof Error && 'options' in error
}

function parseErrorBody(body: string): ApiErrorBody | undefined {
  try {
    const parsed: unknown = JSON.parse(body)
    return isErrorBody(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

function isErrorBody(value: unknown): value is ApiErrorBody {
  if (typeof value !== 'object' || value === null || !('message' in value) || !('id' in value)) return false
  return typeof value.message === 'string' && typeof value.id === 'string'
}
