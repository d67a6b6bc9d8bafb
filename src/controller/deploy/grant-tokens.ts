import type { OAuthClient } from '../domain/oauth-client.ts'
import { isVerified, type OAuthGrant } from '../domain/oauth-grant.ts'
import { OAuthProblem } from '../domain/oauth-problem.ts'
import type { Token } from '../domain/token.ts'
import type { User } from '../domain/user.ts'
import { addToken } from './change-tokens.ts'
import type { Platform } from './platform.ts'
import { hashToken, isSameSecret, makeToken } from './secrets.ts'

/** How long a code is good for: its way through the user's browser and back to the client; in seconds. */
const codeLifetime = 5 * 60

/** How long it is remembered beyond, so that somebody who brings it again is noticed; in seconds. */
const codeMemory = 24 * 60 * 60

/** Of a client's access tokens, in seconds. Heroku's is the same. */
const accessLifetime = 8 * 60 * 60

export interface GivenTokens {
  token: Token
  secret: string
  refreshToken: string
}

/** Which client has this secret. Its id may be left out, as on Heroku. Throws `invalid_client`. */
export async function authenticateClient(
  { store }: Pick<Platform, 'store'>,
  { id, secret = '' }: { id?: string | undefined; secret: string | undefined },
): Promise<OAuthClient> {
  const client = await store.oauthClients.findBySecret(hashToken(secret))
  if (client && (id === undefined || isSameSecret(id, client.id))) return client
  throw new OAuthProblem(
    'invalid_client',
    'No client has this id and secret. `qp clients:rotate ID` gives another secret.',
  )
}

/** The user lets the client act for them: the code that tells it so, to be sent to the client's address. */
export async function addGrant(
  platform: Platform,
  user: User,
  client: OAuthClient,
  { scope, codeChallenge }: Pick<OAuthGrant, 'scope' | 'codeChallenge'>,
): Promise<string> {
  const code = makeToken()
  const now = platform.now().getTime()
  const grant: OAuthGrant = {
    id: platform.newId(),
    clientId: client.id,
    userId: user.id,
    redirectUri: client.redirectUri,
    scope,
    codeChallenge,
    tokenId: null,
    expiresAt: new Date(now + codeLifetime * 1000),
  }
  await platform.store.oauthGrants.removeExpired(new Date(now - codeMemory * 1000))
  await platform.store.oauthGrants.add(grant, hashToken(code))
  platform.log.info({ user: user.email, client: client.id, scope }, 'an OAuth client was let in')
  return code
}

interface TokenRequest {
  type: string | undefined
  code?: string | undefined
  verifier?: string | undefined
  redirectUri?: string | undefined
  refreshToken?: string | undefined
}

/** Tokens for a code, or for a refresh token. Throws `OAuthProblem`. */
export async function giveTokens(
  platform: Platform,
  client: OAuthClient,
  { type, code, refreshToken, ...proof }: TokenRequest,
): Promise<GivenTokens> {
  if (type === undefined) throw new OAuthProblem('invalid_request', 'grant_type is missing.')
  if (type === 'authorization_code') {
    if (code !== undefined) return exchangeCode(platform, client, { code, ...proof })
    throw new OAuthProblem('invalid_request', 'code is missing.')
  }
  if (type === 'refresh_token') {
    if (refreshToken !== undefined) return refreshTokens(platform, client, refreshToken)
    throw new OAuthProblem('invalid_request', 'refresh_token is missing.')
  }
  throw new OAuthProblem(
    'unsupported_grant_type',
    'The types of grant are authorization_code and refresh_token.',
  )
}

/**
 * A code becomes tokens, once. Who brings one again has got hold of another's, or another has of theirs: what it gave ends then
 * (RFC 6749 4.1.2). Throws `invalid_grant`.
 */
async function exchangeCode(
  platform: Platform,
  client: OAuthClient,
  {
    code,
    verifier,
    redirectUri,
  }: { code: string; verifier?: string | undefined; redirectUri?: string | undefined },
): Promise<GivenTokens> {
  const grant = await platform.store.oauthGrants.findByCode(hashToken(code))
  if (grant?.clientId !== client.id) throw refusal('This code is none of this client.')
  if (grant.tokenId !== null) return endReused(platform, grant.tokenId)
  if (grant.expiresAt <= platform.now()) throw refusal('This code has expired. Ask the user again.')
  if (redirectUri !== undefined && redirectUri !== grant.redirectUri)
    throw refusal('The redirect_uri is not the one that the code was sent to.')
  if (!isVerified(grant.codeChallenge, verifier))
    throw refusal('The code_verifier does not match the code_challenge.')
  const user = await platform.store.users.find(grant.userId)
  if (!user) throw refusal('The user who allowed this is gone.')
  const given = await useGrant(platform, client, user, grant)
  // Somebody was faster: now it is a used one.
  return given ?? exchangeCode(platform, client, { code })
}

/** Undefined where the grant was used meanwhile. */
function useGrant(
  platform: Platform,
  client: OAuthClient,
  user: User,
  { id: grantId, scope }: OAuthGrant,
): Promise<GivenTokens | undefined> {
  const refreshToken = makeToken()
  const id = platform.newId()
  return platform.store.transaction(async (store) => {
    if (!(await store.oauthGrants.use(grantId, id))) return undefined
    const options = { description: client.name, lifetime: accessLifetime, clientId: client.id }
    const made = await addToken({ ...platform, store }, user, { ...options, id, scope, refreshToken })
    return { ...made, refreshToken }
  })
}

/** Another access token in the place of the one before, with the same refresh token. Throws `invalid_grant`. */
async function refreshTokens(
  platform: Platform,
  client: OAuthClient,
  refreshToken: string,
): Promise<GivenTokens> {
  const token = await platform.store.tokens.findByRefreshToken(hashToken(refreshToken))
  if (token?.clientId !== client.id)
    throw refusal('This refresh token is none of this client, or was revoked. Ask the user again.')
  const secret = makeToken()
  const now = platform.now()
  const refreshed = {
    ...token,
    expiresAt: new Date(now.getTime() + accessLifetime * 1000),
    updatedAt: now,
  }
  await platform.store.tokens.refresh(refreshed, hashToken(secret))
  await platform.sessions.recheck()
  return { token: refreshed, secret, refreshToken }
}

async function endReused(platform: Platform, tokenId: string): Promise<never> {
  await platform.store.tokens.remove(tokenId)
  await platform.sessions.recheck()
  throw refusal('This code was used before. What it gave was revoked. Ask the user again.')
}

function refusal(message: string) {
  return new OAuthProblem('invalid_grant', message)
}
