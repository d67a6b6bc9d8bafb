import { Type } from 'typebox'
import { OAuthSession } from '../../../api-types/oauth-session.ts'
import { revokeToken } from '../../deploy/change-tokens.ts'
import type { Platform } from '../../deploy/platform.ts'
import { secondsLeft, type Token } from '../../domain/token.ts'
import { callerUser } from '../auth.ts'
import type { ApiServer } from './route.ts'

/** Logins: tokens that a password made. They are among the authorizations too. */
export function sessionRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'user' as const }
  server.get(
    '/oauth/sessions',
    { config, schema: { response: { 200: Type.Array(OAuthSession) } } },
    async (request) => {
      const tokens = await platform.store.tokens.listOfUser(callerUser(request).id)
      return tokens.filter((it) => it.isLogin).map((it) => serializeSession(it, platform.now()))
    },
  )
  server.delete(
    '/oauth/sessions/:id',
    { config, schema: { params: Type.Object({ id: Type.String() }) } },
    async (request, reply) => {
      const { id } = request.params
      const tokens = await platform.store.tokens.listOfUser(callerUser(request).id)
      const token = tokens.find((it) => it.isLogin && it.id === (id === '~' ? request.caller.token?.id : id))
      if (token) {
        await revokeToken(platform, token)
        return serializeSession(token, platform.now())
      }
      // `heroku logout` goes on where it is told that it was the session that is not there.
      reply.code(404)
      const message = `No such session: ${id}. \`qp sessions\` lists yours.`
      return { id: 'not_found', resource: 'session', message }
    },
  )
}

function serializeSession(token: Token, now: Date): OAuthSession {
  return {
    id: token.id,
    description: token.description,
    expires_in: secondsLeft(token, now),
    created_at: token.createdAt.toISOString(),
    updated_at: token.updatedAt.toISOString(),
  }
}
