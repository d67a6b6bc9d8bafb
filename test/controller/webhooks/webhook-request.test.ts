import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { buildWebhookRequest } from '../../../src/controller/webhooks/webhook-request.ts'
import { aWebhook, aWebhookEvent, storedAt } from '../../fixtures/stored.ts'

test('a webhook is sent the event as Heroku sends it, signed with its secret', () => {
  const webhook = aWebhook({ secret: 's€cret' })
  const event = aWebhookEvent()
  const { headers, body } = buildWebhookRequest(webhook, event, { id: 'd-1' }, { id: 'a-1' })
  const at = storedAt.toISOString()
  assert.deepEqual(JSON.parse(body), {
    id: 'event-1',
    action: 'create',
    actor: { id: 'user-1', email: 'owner@example.com' },
    created_at: at,
    data: { version: 2 },
    previous_data: {},
    published_at: at,
    resource: 'release',
    sequence: null,
    updated_at: at,
    version: 'application/vnd.heroku+json; version=3',
    webhook_metadata: {
      attempt: { id: 'a-1' },
      delivery: { id: 'd-1' },
      event: { id: 'event-1', include: 'api:release' },
      webhook: { id: 'webhook-1' },
    },
  })
  const signature = createHmac('sha256', Buffer.from('s€cret')).update(Buffer.from(body)).digest('base64')
  assert.equal(headers['heroku-webhook-hmac-sha256'], signature)
  assert.equal(headers['content-type'], 'application/json')
  assert.equal('authorization' in headers, false)
})

test('with the authorization that it was given', () => {
  const webhook = aWebhook({ authorization: 'Bearer x' })
  const { headers } = buildWebhookRequest(webhook, aWebhookEvent(), { id: 'd' }, { id: 'a' })
  assert.equal(headers['authorization'], 'Bearer x')
})
