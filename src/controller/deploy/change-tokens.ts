import { checkLength } from '../domain/capacity.ts'
import { problem } from '../domain/problem.ts'
import { isExpired, type Token } from '../domain/token.ts'
import type { Scope } from '../domain/token-scope.ts'
import type { User } from '../domain/user.ts'
import type { Tables } from '../store/store.ts'
import type { Platform } from './platform.ts'
import { hashToken, isPassword, makeToken } from './secrets.ts'

export interface TokenOptions {
  /** Where it must be known before. */
  id?: string
  description: string
  /** In seconds; null: until it is revoked. */
  lifetime: number | null
  /** Where one of another form is asked for; it must be as random. */
  secret?: string
  scope?: readonly Scope[]
  /** Whether a password was given for it. */
  isLogin?: boolean
  /** The OAuth client that it is for. */
  clientId?: string | null
  /** The token that it ends with. */
  madeBy?: string
  /** By which the client gets another secret for it. */
  refreshToken?: string
}

/** Makes a token. The secret is in what this returns, and nowhere else. */
export async function addToken(
  platform: Pick<Platform, 'now' | 'newId'> & { store: Pick<Tables, 'tokens'> },
  user: User,
  {
    id = platform.newId(),
    description,
    lifetime,
    scope = ['global'],
    isLogin = false,
    clientId = null,
    madeBy,
    refreshToken,
    secret = makeToken(),
  }: TokenOptions,
): Promise<{ token: Token; secret: string }> {
  checkLength('The description', description)
  const now = platform.now()
  const token: Token = {
    id,
    userId: user.id,
    description,
    scope,
    isLogin,
    clientId,
    expiresAt: lifetime === null ? null : new Date(now.getTime() + lifetime * 1000),
    createdAt: now,
    updatedAt: now,
  }
  await platform.store.tokens.add(token, hashToken(secret), {
    refreshHash: refreshToken && hashToken(refreshToken),
    madeBy,
  })
  return { token, secret }
}

/** Whose token this is; undefined where it is no token, was revoked or has expired. */
export async function findBearer(
  platform: Pick<Platform, 'store' | 'now'>,
  secret: string,
): Promise<{ user: User; token: Token } | undefined> {
  const token = await platform.store.tokens.findByHash(hashToken(secret))
  if (!token || isExpired(token, platform.now())) return undefined
  const user = await platform.store.users.find(token.userId)
  return user && { user, token }
}

/**
 * The user with this id, email address or username, and password, for somebody at an address of the network. It is the only place where
 * a password is compared: wherever one can be tried, tries are counted. Throws `rate_limit`, and `unauthorized` in the same words
 * whichever is wrong.
 */
export async function logIn(
  platform: Platform,
  address: string,
  { name, password }: { name: string; password: string },
): Promise<User> {
  const user = await platform.store.users.find(name)
  const forgive = platform.loginAttempts.begin(address, user?.id ?? name)
  const hash = user ? await platform.store.users.findPasswordHash(user.id) : null
  if ((await isPassword(password, hash)) && user) {
    forgive()
    return user
  }
  throw problem('unauthorized', 'Invalid email address or password.', { reason: 'wrong_login' })
}

/**
 * Another secret for the same token: the one before is refused from now on, and what was opened with it is closed. It lives as long as
 * it would have: who found a token that is about to expire can't keep it alive by this. Throws `conflict` where it is not the user's to rotate.
 */
export async function rotateToken(
  platform: Platform,
  token: Token,
  secret = makeToken(),
): Promise<{ token: Token; secret: string }> {
  if (token.clientId !== null)
    throw problem(
      'conflict',
      `An OAuth client holds this token, and would not know of another. \`qp authorizations:revoke ${token.id}\` ends it.`,
    )
  const updatedAt = platform.now()
  await platform.store.tokens.setHash(token.id, hashToken(secret), updatedAt)
  await platform.sessions.recheck()
  return { token: { ...token, updatedAt }, secret }
}

export async function describeToken(platform: Platform, token: Token, description: string): Promise<Token> {
  checkLength('The description', description)
  const updatedAt = platform.now()
  await platform.store.tokens.setDescription(token.id, description, updatedAt)
  return { ...token, description, updatedAt }
}

/** Gives a token to a client: it is listed with the client's name and ends with it. Throws `conflict` where another has it. */
export async function bindToken(platform: Platform, token: Token, clientId: string): Promise<Token> {
  if (token.clientId !== null && token.clientId !== clientId)
    throw problem(
      'conflict',
      'Another OAuth client holds this token. Make one of its own: `qp authorizations:create`.',
    )
  const updatedAt = platform.now()
  await platform.store.tokens.setClient(token.id, clientId, updatedAt)
  return { ...token, clientId, updatedAt }
}

export async function revokeToken(platform: Platform, token: Token): Promise<void> {
  await platform.store.tokens.remove(token.id)
  await platform.sessions.recheck()
}

/**
 * Ends every token of these users but one, and what is open by them. Throws `conflict` where somebody would be locked out: who has no
 * password can't log in again.
 */
export async function revokeAllTokens(
  platform: Platform,
  users: readonly User[],
  keep: Token | undefined,
): Promise<void> {
  for (const user of users) {
    if (user.id === keep?.userId || (await platform.store.users.findPasswordHash(user.id)) !== null) continue
    throw problem(
      'conflict',
      `${user.email} has no password to log in with again. \`qp passwd --username ${user.email}\` sets one.`,
    )
  }
  for (const user of users) await endTokens(platform, user, (it) => it.id !== keep?.id)
  await platform.sessions.recheck()
}

/** Those of a user that are asked for. The caller rechecks what is open. */
export async function endTokens(
  platform: Platform,
  user: User,
  isMeant: (token: Token) => boolean,
): Promise<void> {
  const tokens = await platform.store.tokens.listOfUser(user.id)
  for (const token of tokens.filter(isMeant)) await platform.store.tokens.remove(token.id)
}
