import type { OAuthClient } from './oauth-client.ts'
import { OAuthProblem } from './oauth-problem.ts'
import { messageOf, problem } from './problem.ts'
import { parseScopes, type Scope } from './token-scope.ts'

/** What a client asks a user for (RFC 6749 4.1.1). */
export interface AuthorizeRequest {
  scope: readonly Scope[]
  /** Given back as it came: by it the client knows that it has asked. */
  state: string | null
  codeChallenge: string | null
}

/** Which client is meant, and whether the answer may go to where it is asked to. Throws what is to be shown to the user, not sent. */
export async function getAskingClient(
  params: URLSearchParams,
  find: (id: string) => Promise<OAuthClient | undefined>,
): Promise<OAuthClient> {
  const id = readOnce(params, 'client_id')
  const client = id === undefined ? undefined : await find(id)
  if (!client)
    throw problem('not_found', 'No program is known here by that client_id. It may have been removed since.')
  const redirectUri = readOnce(params, 'redirect_uri')
  if (redirectUri === undefined || redirectUri === client.redirectUri) return client
  throw problem(
    'bad_request',
    `${client.name} wants the answer at an address that is not the one it is registered with.`,
  )
}

/**
 * Without a scope, who the user is and no more. Throws `OAuthProblem`, which is to be shown to the user: anybody may make a link that
 * brings it about, and nobody is sent to an address that somebody has registered before they have decided to (RFC 9700 4.11.2).
 */
export function readAuthorizeRequest(params: URLSearchParams): AuthorizeRequest {
  const responseType = readOnce(params, 'response_type')
  if (responseType === undefined) throw new OAuthProblem('invalid_request', 'response_type is missing.')
  if (responseType !== 'code')
    throw new OAuthProblem('unsupported_response_type', 'The response_type that is supported is code.')
  const state = readOnce(params, 'state') ?? null
  return {
    scope: readScope(readOnce(params, 'scope') ?? ''),
    state,
    codeChallenge: readChallenge(
      readOnce(params, 'code_challenge'),
      readOnce(params, 'code_challenge_method'),
    ),
  }
}

/** Separated by spaces, or by commas as other clients of the Platform API have them. */
function readScope(text: string): Scope[] {
  const names = text.split(/[\s,]+/).filter((it) => it !== '')
  try {
    return parseScopes(names.length === 0 ? ['identity'] : names)
  } catch (error) {
    throw new OAuthProblem('invalid_scope', messageOf(error), { cause: error })
  }
}

/** RFC 7636; its method `plain` shows the verifier to whoever sees the request. */
function readChallenge(challenge: string | undefined, method: string | undefined): string | null {
  if (challenge === undefined && method === undefined) return null
  if (method !== 'S256') throw new OAuthProblem('invalid_request', 'The code_challenge_method is S256.')
  if (challenge !== undefined && /^[\w-]{43}$/.test(challenge)) return challenge
  throw new OAuthProblem('invalid_request', 'The code_challenge is 43 characters of base64url.')
}

/** Undefined where it is missing or empty. Throws where it is there twice (RFC 6749 3.1). */
export function readOnce(params: URLSearchParams, name: string): string | undefined {
  const [value, second] = params.getAll(name)
  if (second !== undefined) throw new OAuthProblem('invalid_request', `There is more than one ${name}.`)
  return value === '' ? undefined : value
}

/** The client's address with these beside what it has in its query. */
export function answerAddress(
  { redirectUri }: OAuthClient,
  answer: Readonly<Record<string, string | null>>,
): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(answer)) if (value !== null) query.set(name, value)
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query}`
}
