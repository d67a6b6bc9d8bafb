import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { logIn } from '../../deploy/change-tokens.ts'
import { addGrant } from '../../deploy/grant-tokens.ts'
import type { Platform } from '../../deploy/platform.ts'
import {
  type AuthorizeRequest,
  answerAddress,
  getAskingClient,
  readAuthorizeRequest,
} from '../../domain/authorize-request.ts'
import type { OAuthClient } from '../../domain/oauth-client.ts'
import { Problem, problem } from '../../domain/problem.ts'
import { toErrorAnswer } from '../errors.ts'
import { contentSecurityPolicy, renderAuthorizePage, renderRefusalPage } from './authorize-page.ts'
import { acceptForms } from './form.ts'
import { createFormSeal, type FormSeal } from './form-seal.ts'

/** What the form sends back of the request that it answers. */
const asked = [
  ...['client_id', 'redirect_uri', 'response_type', 'scope', 'state'],
  ...['code_challenge', 'code_challenge_method'],
] as const

/**
 * `/oauth/authorize` (RFC 6749 4.1): a page where a user is told what a client asks for, and logs in to allow it. Nobody stays logged
 * in: there is no cookie, so there is nothing that another site could make use of.
 */
export async function authorizeEndpoint(server: FastifyInstance, platform: Platform): Promise<void> {
  const seal = createFormSeal(platform.now)
  await server.register(async (scope) => {
    acceptForms(scope)
    scope.setErrorHandler(showRefusal)
    const config = { access: 'anyone' as const }
    scope.get('/oauth/authorize', { config }, (request, reply) =>
      answer(platform, queryOf(request), (asking) => showPage(platform, seal, reply, asking, {})),
    )
    scope.post('/oauth/authorize', { config }, (request, reply) => {
      checkOwnPage(request)
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
      return answer(platform, form, (asking) => decide(platform, seal, request, reply, asking))
    })
  })
}

interface Asking {
  params: URLSearchParams
  client: OAuthClient
  request: AuthorizeRequest
}

/** What is wrong with a request is shown, not sent: the user has not decided to go to the client's address yet (RFC 9700 4.11.2). */
async function answer(
  platform: Platform,
  params: URLSearchParams,
  work: (asking: Asking) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const client = await getAskingClient(params, (id) => platform.store.oauthClients.find(id))
  return work({ params, client, request: readAuthorizeRequest(params) })
}

async function decide(
  platform: Platform,
  seal: FormSeal,
  { ip }: FastifyRequest,
  reply: FastifyReply,
  asking: Asking,
): Promise<FastifyReply> {
  const { params, client, request } = asking
  if (!seal.isGood(params.get('seal') ?? '', sealed(asking)))
    return showPage(platform, seal, reply, asking, {
      refusal: 'This page was open for too long. Please answer again.',
    })
  if (params.get('answer') !== 'allow') {
    const told = { error: 'access_denied', error_description: 'The user said no.' }
    return sendBack(reply, client, { ...told, state: request.state })
  }
  const [email, password] = [params.get('email') ?? '', params.get('password') ?? '']
  try {
    const user = await logIn(platform, ip, { name: email, password })
    const code = await addGrant(platform, user, client, request)
    return sendBack(reply, client, { code, state: request.state })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    reply.code(error.id === 'rate_limit' ? 429 : 403)
    return showPage(platform, seal, reply, asking, { email, refusal: error.message })
  }
}

async function showPage(
  platform: Platform,
  seal: FormSeal,
  reply: FastifyReply,
  asking: Asking,
  { email = '', refusal }: { email?: string; refusal?: string },
): Promise<FastifyReply> {
  const { params, client, request } = asking
  const owner = await platform.store.users.find(client.userId)
  const hidden = asked.flatMap((name) => params.getAll(name).map((value) => [name, value] as const))
  const page = renderAuthorizePage({
    client,
    owner: owner?.email ?? 'somebody who is gone',
    scope: request.scope,
    hidden: [...hidden, ['seal', seal.make(sealed(asking))]],
    email,
    refusal,
  })
  return sendPage(reply, page, client.redirectUri)
}

/** All that an answer allows: none of it may be another when the answer comes. */
function sealed({ client, request }: Asking): unknown {
  return [client.id, client.name, client.redirectUri, request]
}

function sendPage(reply: FastifyReply, page: string, redirectUri?: string): FastifyReply {
  return reply
    .headers({
      'content-security-policy': contentSecurityPolicy(redirectUri),
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    .type('text/html; charset=utf-8')
    .send(page)
}

/** 303, so that no browser sends the password on (RFC 9700 4.12). */
function sendBack(
  reply: FastifyReply,
  client: OAuthClient,
  told: Readonly<Record<string, string | null>>,
): FastifyReply {
  return reply
    .headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    .redirect(answerAddress(client, told), 303)
}

function showRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body } = toErrorAnswer(error)
  if (status >= 500) request.log.error({ err: error }, 'a request failed')
  return sendPage(reply.code(status), renderRefusalPage(body.message))
}

/** Browsers say which site a form comes from. Without cookies there is little to gain, but for a login that is not the user's own. */
function checkOwnPage({ headers }: FastifyRequest): void {
  const from = headers['sec-fetch-site']
  if (from === undefined || from === 'same-origin') return
  throw problem('forbidden', 'This answer was not given on the page of this controller.')
}

function queryOf({ url }: FastifyRequest): URLSearchParams {
  const start = url.indexOf('?')
  return new URLSearchParams(start === -1 ? '' : url.slice(start))
}
