import { createHmac } from 'node:crypto'
import type { DeliveryAttempt, Webhook, WebhookDelivery, WebhookEvent } from '../domain/webhook.ts'

/**
 * What a webhook is sent: https://devcenter.heroku.com/articles/app-webhooks#receiving-webhooks. The signature is over the body, byte
 * by byte.
 */
export function buildWebhookRequest(
  webhook: Webhook,
  event: WebhookEvent,
  delivery: Pick<WebhookDelivery, 'id'>,
  attempt: Pick<DeliveryAttempt, 'id'>,
): { headers: Record<string, string>; body: string } {
  const at = event.createdAt.toISOString()
  const body = JSON.stringify({
    id: event.id,
    ...event.payload,
    created_at: at,
    updated_at: at,
    sequence: null,
    webhook_metadata: {
      attempt: { id: attempt.id },
      delivery: { id: delivery.id },
      event: { id: event.id, include: event.include },
      webhook: { id: webhook.id },
    },
  })
  return {
    headers: {
      'content-type': 'application/json',
      'heroku-webhook-hmac-sha256': createHmac('sha256', webhook.secret).update(body).digest('base64'),
      'user-agent': 'qp-webhooks',
      ...(webhook.authorization === null ? {} : { authorization: webhook.authorization }),
    },
    body,
  }
}
