import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Authorization, AuthorizationCreate, AuthorizationUpdate } from '../../../api-types/authorization.ts'
import {
  addToken,
  bindToken,
  describeToken,
  logIn,
  revokeToken,
  rotateToken,
} from '../../deploy/change-tokens.ts'
import { authenticateClient } from '../../deploy/grant-tokens.ts'
import type { Platform } from '../../deploy/platform.ts'
import { checkRoom } from '../../domain/capacity.ts'
import type { OAuthClient } from '../../domain/oauth-client.ts'
import { problem } from '../../domain/problem.ts'
import { secondsLeft, type Token } from '../../domain/token.ts'
import { parseScopes } from '../../domain/token-scope.ts'
import type { User } from '../../domain/user.ts'
import { callerUser, checkIsClients, parseBasic } from '../auth.ts'
import type { ApiServer } from './route.ts'
import { userReference } from './users.ts'

/** Tokens. The secret is in the answer that makes one and nowhere else. */
/** How long a token is listed after it expired, in ms: one that a pipeline makes each time must not take the room of all others. */
const keptExpired = 24 * 60 * 60 * 1000

export function authorizationRoutes(server: ApiServer, platform: Platform): void {
  const serialize = async (user: User, token: Token, secret = '') => {
    const client =
      token.clientId === null ? undefined : await platform.store.oauthClients.find(token.clientId)
    return serializeAuthorization(platform.now(), user, token, { client, secret })
  }
  server.post(
    '/oauth/authorizations',
    // With a password nobody is logged in yet: the handler asks for one. A token must be one that may do all.
    {
      config: { access: 'anyone', scope: 'global', forClients: true },
      schema: { body: AuthorizationCreate, response: { 201: Authorization } },
    },
    async (request, reply) => {
      const { user: caller, token: inUse } = request.caller
      const { description = '', expires_in: asked = null, scope = [] } = request.body
      const lifetime = asked === null ? null : Number(asked)
      const options = { description, lifetime, scope: parseScopes(scope), isLogin: caller === undefined }
      const user = caller ?? (await logInByHeader(platform, request))
      // What a client makes for itself is the client's: it ends with it, and with what it was made by.
      const ofClient = inUse?.clientId ? { clientId: inUse.clientId, madeBy: inUse.id } : {}
      const { token, secret } = await platform.store.transaction(async (store) => {
        await store.tokens.removeExpired(user.id, new Date(platform.now().getTime() - keptExpired))
        // Whoever logs in is let in all the same.
        if (caller) checkRoom('authorization', 'you', (await store.tokens.listOfUser(user.id)).length)
        return addToken({ ...platform, store }, user, { ...options, ...ofClient })
      })
      reply.code(201)
      return serialize(user, token, secret)
    },
  )
  server.get(
    '/oauth/authorizations',
    { config: { access: 'user' }, schema: { response: { 200: Type.Array(Authorization) } } },
    async (request) => {
      const user = callerUser(request)
      const clients = new Map(
        (await platform.store.oauthClients.listAllowedBy(user.id)).map((it) => [it.id, it]),
      )
      return (await platform.store.tokens.listOfUser(user.id)).map((token) =>
        serializeAuthorization(platform.now(), user, token, { client: clients.get(token.clientId ?? '') }),
      )
    },
  )
  const one = {
    config: { access: 'user' as const },
    schema: { params: Type.Object({ id: Type.String() }), response: { 200: Authorization } },
  }
  const path = '/oauth/authorizations/:id'
  server.get(path, one, async (request) =>
    serialize(callerUser(request), await getOwnToken(platform, request, request.params.id)),
  )
  const config = { ...one.config, forClients: true }
  const update = { ...one, config, schema: { ...one.schema, body: AuthorizationUpdate } }
  server.patch(path, update, async (request) => {
    const { description, client: named } = request.body
    let token = await getOwnToken(platform, request, request.params.id)
    checkIsClients(request, token)
    if (named) token = await bindToken(platform, token, (await authenticateClient(platform, named)).id)
    if (description !== undefined) token = await describeToken(platform, token, description)
    return serialize(callerUser(request), token)
  })
  server.delete(path, { ...one, config }, async (request) => {
    const token = await getOwnToken(platform, request, request.params.id)
    checkIsClients(request, token)
    await revokeToken(platform, token)
    return serialize(callerUser(request), token)
  })
  server.post(`${path}/actions/regenerate-tokens`, one, async (request) => {
    const { token, secret } = await rotateToken(
      platform,
      await getOwnToken(platform, request, request.params.id),
    )
    return serialize(callerUser(request), token, secret)
  })
}

async function logInByHeader(platform: Platform, request: FastifyRequest): Promise<User> {
  const { name = '', password = '' } = parseBasic(request.headers.authorization) ?? {}
  return logIn(platform, request.ip, { name, password })
}

/** One of the caller's own; `~` is the one in use. Throws `not_found`. */
export async function getOwnToken(platform: Platform, request: FastifyRequest, id: string): Promise<Token> {
  if (id === '~' && request.caller.token) return request.caller.token
  const tokens = await platform.store.tokens.listOfUser(callerUser(request).id)
  const token = tokens.find((it) => it.id === id)
  if (!token) throw problem('not_found', `No such authorization: ${id}. \`qp authorizations\` lists yours.`)
  return token
}

function serializeAuthorization(
  now: Date,
  user: User,
  token: Token,
  { client, secret = '' }: { client: OAuthClient | undefined; secret?: string },
): Authorization {
  return {
    id: token.id,
    description: token.description,
    scope: [...token.scope],
    access_token: { id: token.id, token: secret, expires_in: secondsLeft(token, now) },
    user: { ...userReference(user), full_name: null },
    client: client ? { id: client.id, name: client.name, redirect_uri: client.redirectUri } : null,
    grant: null,
    refresh_token: null,
    created_at: token.createdAt.toISOString(),
    updated_at: token.updatedAt.toISOString(),
  }
}
