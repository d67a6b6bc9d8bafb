import type { FastifyInstance, FastifyRequest } from 'fastify'
import { OAuthTokenAnswer } from '../../../api-types/oauth-token.ts'
import { authenticateClient, giveTokens } from '../../deploy/grant-tokens.ts'
import type { Platform } from '../../deploy/platform.ts'
import { readOnce } from '../../domain/authorize-request.ts'
import type { OAuthClient } from '../../domain/oauth-client.ts'
import { OAuthProblem } from '../../domain/oauth-problem.ts'
import { secondsLeft } from '../../domain/token.ts'
import { parseBasic } from '../auth.ts'
import { toErrorAnswer } from '../errors.ts'
import type { ApiServer } from '../platform/route.ts'
import { acceptForms } from './form.ts'

/** `POST /oauth/token` as OAuth libraries speak it (RFC 6749 3.2). */
export async function tokenEndpoint(server: FastifyInstance, platform: Platform): Promise<void> {
  await server.register(async (scope) => {
    acceptForms(scope)
    answerOAuthErrors(scope)
    const api = scope.withTypeProvider() as ApiServer
    api.post(
      '/oauth/token',
      // The client says who it is in the form, or by a password of its own.
      {
        config: { access: 'anyone' },
        schema: {
          consumes: ['application/x-www-form-urlencoded'],
          response: { 200: OAuthTokenAnswer },
        },
      },
      async (request, reply) => {
        const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
        const client = await findClient(platform, request, form)
        const { token, secret, refreshToken } = await giveTokens(platform, client, {
          type: readOnce(form, 'grant_type'),
          code: readOnce(form, 'code'),
          verifier: readOnce(form, 'code_verifier'),
          redirectUri: readOnce(form, 'redirect_uri'),
          refreshToken: readOnce(form, 'refresh_token'),
        })
        reply.header('cache-control', 'no-store')
        return {
          access_token: secret,
          token_type: 'Bearer' as const,
          expires_in: secondsLeft(token, platform.now()) ?? 0,
          refresh_token: refreshToken,
          scope: token.scope.join(' '),
          user_id: token.userId,
        }
      },
    )
  })
}

/** By `Authorization: Basic`, or by the form; not by both (RFC 6749 2.3). */
async function findClient(
  platform: Platform,
  request: FastifyRequest,
  form: URLSearchParams,
): Promise<OAuthClient> {
  const [id, secret] = [readOnce(form, 'client_id'), readOnce(form, 'client_secret')]
  const basic = parseBasic(request.headers.authorization)
  if (basic && secret !== undefined)
    throw new OAuthProblem('invalid_request', 'The client says twice who it is.')
  if (!basic) return authenticateClient(platform, { id, secret })
  return authenticateClient(platform, { id: decode(basic.name), secret: decode(basic.password) })
}

/** Both are encoded as in a form (RFC 6749 2.3.1), which need not change them: some libraries encode every hyphen. */
function decode(text: string): string {
  return new URLSearchParams(`it=${text.replaceAll('&', '%26')}`).get('it') ?? ''
}

/** RFC 6749 5.2. */
function answerOAuthErrors(server: FastifyInstance): void {
  server.setErrorHandler((error, request, reply) => {
    const { status, body } = toErrorAnswer(error)
    if (status >= 500) {
      request.log.error({ err: error }, 'a request failed')
      return reply.code(status).send({ error: 'server_error', error_description: body.message })
    }
    const word = error instanceof OAuthProblem ? error.error : 'invalid_request'
    if (word === 'invalid_client') reply.code(401).header('www-authenticate', 'Basic realm="qp"')
    else reply.code(400)
    return reply.header('cache-control', 'no-store').send({ error: word, error_description: body.message })
  })
}
