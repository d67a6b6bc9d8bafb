import { Type } from 'typebox'
import { OAuthToken, OAuthTokenCreate } from '../../../api-types/oauth-token.ts'
import { revokeToken } from '../../deploy/change-tokens.ts'
import { authenticateClient, type GivenTokens, giveTokens } from '../../deploy/grant-tokens.ts'
import type { Platform } from '../../deploy/platform.ts'
import { secondsLeft } from '../../domain/token.ts'
import { checkIsClients } from '../auth.ts'
import { getOwnToken } from './authorizations.ts'
import type { ApiServer } from './route.ts'

/** What OAuth clients get for a code, by the Platform API's own words; `oauth/token.ts` is the same by OAuth's. */
export function tokenRoutes(server: ApiServer, platform: Platform): void {
  server.post(
    '/oauth/tokens',
    // The client says who it is in the body.
    { config: { access: 'anyone' }, schema: { body: OAuthTokenCreate, response: { 201: OAuthToken } } },
    async (request, reply) => {
      const { grant, client: named, refresh_token } = request.body
      const client = await authenticateClient(platform, { secret: named.secret })
      const given = await giveTokens(platform, client, {
        type: grant.type,
        code: grant.code ?? undefined,
        refreshToken: refresh_token?.token ?? undefined,
      })
      reply.code(201).header('cache-control', 'no-store')
      return serializeTokens(given, grant.type, platform.now())
    },
  )
  server.delete(
    '/oauth/tokens/:id',
    {
      config: { access: 'user', forClients: true },
      schema: { params: Type.Object({ id: Type.String() }) },
    },
    async (request, reply) => {
      const token = await getOwnToken(platform, request, request.params.id)
      checkIsClients(request, token)
      await revokeToken(platform, token)
      return reply.code(204).send()
    },
  )
}

function serializeTokens({ token, secret, refreshToken }: GivenTokens, type: string, now: Date): OAuthToken {
  const { id, userId, createdAt, updatedAt } = token
  return {
    id,
    access_token: { id, token: secret, expires_in: secondsLeft(token, now) },
    refresh_token: { id, token: refreshToken, expires_in: null },
    authorization: { id },
    client: null,
    grant: { type },
    user: { id: userId },
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}
