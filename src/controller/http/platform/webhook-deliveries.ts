import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { WebhookDelivery, WebhookEvent } from '../../../api-types/webhook.ts'
import type { Platform } from '../../deploy/platform.ts'
import { problem } from '../../domain/problem.ts'
import type * as domain from '../../domain/webhook.ts'
import { type DeliveryStatus, deliveryStatuses } from '../../domain/webhook.ts'
import { namedAppOf } from '../auth.ts'
import { paginate } from '../ranges.ts'
import type { ApiServer } from './route.ts'

const config = { access: 'collaborator' as const }

/** What was told to webhooks, and how that went. */
export function webhookDeliveryRoutes(server: ApiServer, platform: Platform): void {
  const params = Type.Object({ app: Type.String() })
  const asked = Type.Object({ 'eq[status]': Type.Optional(Type.String()) })
  server.get(
    '/apps/:app/webhook-deliveries',
    { config, schema: { params, querystring: asked, response: { '2xx': Type.Array(WebhookDelivery) } } },
    async (request, reply) => {
      const { id } = namedAppOf(request)
      const status = parseStatus(request.query['eq[status]'])
      const deliveries = await platform.store.webhookDeliveries.listOfApp(id, status)
      return deliverySerializer(platform, id)(paginateInOrder(request, reply, deliveries))
    },
  )
  server.get(
    '/apps/:app/webhook-deliveries/:delivery',
    {
      config,
      schema: {
        params: Type.Object({ app: Type.String(), delivery: Type.String() }),
        response: { 200: WebhookDelivery },
      },
    },
    async (request) => {
      const { id } = namedAppOf(request)
      const found = await platform.store.webhookDeliveries.find(id, request.params.delivery)
      const [delivery] = found ? await deliverySerializer(platform, id)([found]) : []
      if (delivery) return delivery
      throw problem(
        'not_found',
        `No such delivery: ${request.params.delivery}. \`qp webhooks:deliveries\` lists them.`,
      )
    },
  )
  eventRoutes(server, platform)
}

function eventRoutes(server: ApiServer, platform: Platform): void {
  server.get(
    '/apps/:app/webhook-events',
    {
      config,
      schema: { params: Type.Object({ app: Type.String() }), response: { '2xx': Type.Array(WebhookEvent) } },
    },
    async (request, reply) => {
      const events = await platform.store.webhookEvents.listOfApp(namedAppOf(request).id)
      return paginateInOrder(request, reply, events).map(serializeEvent)
    },
  )
  server.get(
    '/apps/:app/webhook-events/:event',
    {
      config,
      schema: {
        params: Type.Object({ app: Type.String(), event: Type.String() }),
        response: { 200: WebhookEvent },
      },
    },
    async (request) => {
      const event = await platform.store.webhookEvents.find(request.params.event)
      if (event?.appId === namedAppOf(request).id) return serializeEvent(event)
      throw problem('not_found', `No such event: ${request.params.event}. \`qp webhooks:events\` lists them.`)
    },
  )
}

/** By `seq`, as Heroku's client asks: the place in the list, since several may have come at one time. */
function paginateInOrder<T>(request: FastifyRequest, reply: FastifyReply, items: readonly T[]): T[] {
  const numbered = items.map((item, index) => ({ seq: index + 1, item }))
  return paginate(request, reply, numbered, 'seq').map(({ item }) => item)
}

function parseStatus(text: string | undefined): DeliveryStatus | undefined {
  const status = deliveryStatuses.find((it) => it === text)
  if (status || text === undefined) return status
  throw problem('invalid_params', `No such status: ${text}. There is ${deliveryStatuses.join(', ')}.`)
}

/** Events and webhooks are looked up once for all. */
function deliverySerializer({ store }: Platform, appId: string) {
  return async (deliveries: readonly domain.WebhookDelivery[]): Promise<WebhookDelivery[]> => {
    const events = new Map((await store.webhookEvents.listOfApp(appId)).map((it) => [it.id, it]))
    const webhooks = new Map((await store.webhooks.listOfApp(appId)).map((it) => [it.id, it]))
    return deliveries.flatMap((it) => {
      const [event, webhook] = [events.get(it.eventId), webhooks.get(it.webhookId)]
      // Removed since the deliveries were read, and the delivery with it.
      return event && webhook ? [serializeDelivery(it, event, webhook)] : []
    })
  }
}

function serializeDelivery(
  delivery: domain.WebhookDelivery,
  event: domain.WebhookEvent,
  webhook: domain.Webhook,
): WebhookDelivery {
  const last = delivery.lastAttempt
  return {
    id: delivery.id,
    event: { id: event.id, include: event.include },
    webhook: { id: webhook.id, level: webhook.level },
    status: delivery.status,
    num_attempts: delivery.attempts,
    next_attempt_at: delivery.status === 'retrying' ? (delivery.nextAttemptAt?.toISOString() ?? null) : null,
    last_attempt: last && {
      id: last.id,
      code: last.code,
      error_class: last.errorClass,
      status: last.status,
      created_at: last.createdAt,
      updated_at: last.updatedAt,
    },
    created_at: delivery.createdAt.toISOString(),
    updated_at: delivery.updatedAt.toISOString(),
  }
}

function serializeEvent(event: domain.WebhookEvent): WebhookEvent {
  const at = event.createdAt.toISOString()
  return { id: event.id, include: event.include, payload: event.payload, created_at: at, updated_at: at }
}
