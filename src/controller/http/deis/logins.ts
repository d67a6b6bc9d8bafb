import { randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { DeisToken, DeisTokenRenewal } from '../../../api-types/deis/user.ts'
import { addToken, logIn, revokeAllTokens, revokeToken, rotateToken } from '../../deploy/change-tokens.ts'
import type { Platform } from '../../deploy/platform.ts'
import { problem } from '../../domain/problem.ts'
import { callerUser } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { loginName, notBlank } from './fields.ts'
import { getMeantUser } from './users.ts'

/** Tokens, in the form that Deis's clients know: 40 hexadecimal digits. A user has as many as logins here, not one. */
export function loginRoutes(server: ApiServer, platform: Platform): void {
  server.post(
    '/auth/login',
    {
      config: { access: 'anyone' },
      schema: {
        body: Type.Object({ username: loginName, password: notBlank }),
        response: { 200: DeisToken },
      },
    },
    async (request) => {
      const { username: name, password } = request.body
      const user = await logIn(platform, request.ip, { name, password })
      const options = { description: 'deis login', lifetime: null, isLogin: true, secret: newSecret() }
      return { token: (await addToken(platform, user, options)).secret }
    },
  )
  server.post(
    '/auth/tokens',
    { config: { access: 'user' }, schema: { body: DeisTokenRenewal } },
    async (request, reply) => {
      const { username, all = false } = request.body
      if (!all) return { token: await renewToken(platform, request, username) }
      if (!callerUser(request).isAdmin) throw problem('forbidden', "Only an admin ends everybody's tokens.")
      await revokeAllTokens(platform, await platform.store.users.list(), request.caller.token)
      // What JSON has for an empty text.
      return reply.type('application/json').send('""')
    },
  )
  // Not in Deis, where a token is all that a user has. Here it is a login's own, which can end without harm to others.
  server.delete('/auth/tokens', { config: { access: 'user', forClients: true } }, async (request, reply) => {
    if (request.caller.token) await revokeToken(platform, request.caller.token)
    return reply.code(204).send()
  })
}

/** The caller's token is another from now on; of somebody else, all end, and there is one. */
async function renewToken(
  platform: Platform,
  request: FastifyRequest,
  username: string | undefined,
): Promise<string> {
  const { user: caller, token } = request.caller
  const user = await getMeantUser(platform, request, username)
  if (token && user.id === caller?.id) return (await rotateToken(platform, token, newSecret())).secret
  await revokeAllTokens(platform, [user], token)
  const description = `deis auth:regenerate by ${caller?.email}`
  return (await addToken(platform, user, { description, lifetime: null, secret: newSecret() })).secret
}

function newSecret(): string {
  return randomBytes(20).toString('hex')
}
