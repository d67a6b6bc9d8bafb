import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Authorization, AuthorizationCreate } from '../../../api-types/authorization.ts'
import type { Platform } from '../../deploy/platform.ts'
import { problem } from '../../domain/problem.ts'
import type { Token } from '../../domain/token.ts'
import type { User } from '../../domain/user.ts'
import { callerUser, parseBasic } from '../auth.ts'
import { hashToken, isPassword, makeToken } from '../secrets.ts'
import type { ApiServer } from './route.ts'

/** Tokens. The secret is in the answer that makes one and nowhere else. */
export function authorizationRoutes(server: ApiServer, platform: Platform): void {
  server.post(
    '/oauth/authorizations',
    // With a password nobody is logged in yet; the handler asks for one.
    { config: { access: 'anyone' }, schema: { body: AuthorizationCreate, response: { 201: Authorization } } },
    async (request, reply) => {
      const user = request.caller.user ?? (await logIn(platform, request))
      const { description = '', expires_in } = request.body
      const { token, secret } = await addToken(platform, user, description, expires_in ?? null)
      reply.code(201)
      return toAuthorization(platform, user, token, secret)
    },
  )
  server.get(
    '/oauth/authorizations',
    { config: { access: 'user' }, schema: { response: { 200: Type.Array(Authorization) } } },
    async (request) => {
      const user = callerUser(request)
      const tokens = await platform.store.tokens.listOfUser(user.id)
      return tokens.map((token) => toAuthorization(platform, user, token, ''))
    },
  )
  const one = {
    config: { access: 'user' as const },
    schema: { params: Type.Object({ id: Type.String() }), response: { 200: Authorization } },
  }
  server.get('/oauth/authorizations/:id', one, async (request) =>
    toAuthorization(platform, callerUser(request), await getToken(platform, request, request.params.id), ''),
  )
  server.delete('/oauth/authorizations/:id', one, async (request) =>
    revoke(platform, request, request.params.id),
  )
  // The heroku client ends its session by this; ours are tokens, so there is none.
  server.delete('/oauth/sessions/~', { config: { access: 'user' } }, async () => {
    throw problem('not_found', "Couldn't find that session.")
  })
}

async function logIn(platform: Platform, request: FastifyRequest): Promise<User> {
  const given = parseBasic(request.headers.authorization)
  const user = given && (await platform.store.users.find(given.name))
  const hash = user ? await platform.store.users.findPasswordHash(user.id) : null
  if (given && (await isPassword(given.password, hash)) && user) return user
  throw problem('unauthorized', 'Invalid email address or password.')
}

/** Makes a token. @param lifetime in seconds; null: until it is revoked */
export async function addToken(
  platform: Pick<Platform, 'store' | 'now' | 'newId'>,
  user: User,
  description: string,
  lifetime: number | null,
): Promise<{ token: Token; secret: string }> {
  const secret = makeToken()
  const createdAt = platform.now()
  const token: Token = {
    id: platform.newId(),
    userId: user.id,
    description,
    expiresAt: lifetime === null ? null : new Date(createdAt.getTime() + lifetime * 1000),
    createdAt,
  }
  await platform.store.tokens.add(token, hashToken(secret))
  return { token, secret }
}

async function revoke(platform: Platform, request: FastifyRequest, id: string): Promise<Authorization> {
  const token = await getToken(platform, request, id)
  await platform.store.tokens.remove(token.id)
  await platform.sessions.recheck()
  return toAuthorization(platform, callerUser(request), token, '')
}

/** One of the caller's own; `~` is the one in use. */
async function getToken(platform: Platform, request: FastifyRequest, id: string): Promise<Token> {
  if (id === '~' && request.caller.token) return request.caller.token
  const tokens = await platform.store.tokens.listOfUser(callerUser(request).id)
  const token = tokens.find((it) => it.id === id)
  if (!token) throw problem('not_found', `No such authorization: ${id}.`)
  return token
}

function toAuthorization(platform: Platform, user: User, token: Token, secret: string): Authorization {
  const left =
    token.expiresAt && Math.max(0, Math.round((token.expiresAt.getTime() - platform.now().getTime()) / 1000))
  const createdAt = token.createdAt.toISOString()
  return {
    id: token.id,
    description: token.description,
    scope: ['global'],
    access_token: { id: token.id, token: secret, expires_in: left },
    user: { id: user.id, email: user.email, full_name: null },
    client: null,
    grant: null,
    refresh_token: null,
    created_at: createdAt,
    updated_at: createdAt,
  }
}
