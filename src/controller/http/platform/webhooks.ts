import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Webhook, WebhookCreate, WebhookUpdate } from '../../../api-types/webhook.ts'
import { addWebhook, getWebhook, removeWebhook, updateWebhook } from '../../deploy/change-webhooks.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import type * as domain from '../../domain/webhook.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import type { ApiServer } from './route.ts'

/** A webhook's URL is often a secret by itself, so who may only look at the app does not see it. */
const access = 'operate' as const
const reading = { access, scope: 'read-protected' as const }

/** The one time that a secret is shown. */
const secretHeader = 'heroku-webhook-secret'

export function webhookRoutes(server: ApiServer, platform: Platform): void {
  const params = Type.Object({ app: Type.String() })
  server.get(
    '/apps/:app/webhooks',
    { config: reading, schema: { params, response: { 200: Type.Array(Webhook) } } },
    async (request) => {
      const app = namedAppOf(request)
      return (await platform.store.webhooks.listOfApp(app.id)).map((it) => serializeWebhook(app, it))
    },
  )
  server.post(
    '/apps/:app/webhooks',
    { config: { access }, schema: { params, body: WebhookCreate, response: { 201: Webhook } } },
    async (request, reply) => {
      const webhook = await addWebhook(platform, { ...changeOf(request), ...request.body })
      reply.code(201)
      if (isMadeUp(request.body.secret)) reply.header(secretHeader, webhook.secret)
      return serializeWebhook(namedAppOf(request), webhook)
    },
  )
  const one = {
    params: Type.Object({ app: Type.String(), webhook: Type.String() }),
    response: { 200: Webhook },
  }
  server.get('/apps/:app/webhooks/:webhook', { config: reading, schema: one }, async (request) => {
    const app = namedAppOf(request)
    return serializeWebhook(app, await getWebhook(platform, app, request.params.webhook))
  })
  server.patch(
    '/apps/:app/webhooks/:webhook',
    { config: { access }, schema: { ...one, body: WebhookUpdate } },
    async (request, reply) => {
      const change = { ...changeOf(request), ...request.body, id: request.params.webhook }
      const webhook = await updateWebhook(platform, change)
      if (request.body.secret === null) reply.header(secretHeader, webhook.secret)
      return serializeWebhook(namedAppOf(request), webhook)
    },
  )
  server.delete('/apps/:app/webhooks/:webhook', { config: { access }, schema: one }, async (request) => {
    const webhook = await removeWebhook(platform, { ...changeOf(request), id: request.params.webhook })
    return serializeWebhook(namedAppOf(request), webhook)
  })
}

function changeOf(request: FastifyRequest) {
  return { app: namedAppOf(request), user: callerUser(request) }
}

function isMadeUp(secret: string | null | undefined): boolean {
  return secret === undefined || secret === null
}

function serializeWebhook(app: App, webhook: domain.Webhook): Webhook {
  return {
    id: webhook.id,
    app: { id: app.id, name: app.name },
    include: [...webhook.include],
    level: webhook.level,
    url: webhook.url,
    created_at: webhook.createdAt.toISOString(),
    updated_at: webhook.updatedAt.toISOString(),
  }
}
