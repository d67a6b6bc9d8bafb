import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformController } from '../../../src/api-client/platform/platform-controller.ts'
import { testRequests } from '../../fixtures/platform-requests.ts'
import { aWebhook, aWebhookDelivery, aWebhookEvent } from '../../fixtures/resources.ts'
import { stubToken, stubUrl } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

const webhook = aWebhook()
const at = '/apps/blog/webhooks'

testRequests([
  {
    name: 'webhooks.list',
    call: (api) => api.webhooks.list('blog'),
    method: 'GET',
    path: at,
    answer: [webhook],
  },
  {
    name: 'webhooks.get',
    call: (api) => api.webhooks.get('blog', 'a/b'),
    method: 'GET',
    path: `${at}/a%2Fb`,
    answer: webhook,
  },
  {
    name: 'webhooks.remove',
    call: (api) => api.webhooks.remove('blog', '1'),
    method: 'DELETE',
    path: `${at}/1`,
    answer: webhook,
  },
  {
    name: 'webhooks.listDeliveries',
    call: (api) => api.webhooks.listDeliveries('blog', { status: 'failed' }),
    method: 'GET',
    path: '/apps/blog/webhook-deliveries?eq[status]=failed',
    answer: [aWebhookDelivery()],
  },
  {
    name: 'webhooks.getDelivery',
    call: (api) => api.webhooks.getDelivery('blog', '1'),
    method: 'GET',
    path: '/apps/blog/webhook-deliveries/1',
    answer: aWebhookDelivery(),
  },
  {
    name: 'webhooks.listEvents',
    call: (api) => api.webhooks.listEvents('blog'),
    method: 'GET',
    path: '/apps/blog/webhook-events',
    answer: [aWebhookEvent()],
  },
  {
    name: 'webhooks.getEvent',
    call: (api) => api.webhooks.getEvent('blog', '1'),
    method: 'GET',
    path: '/apps/blog/webhook-events/1',
    answer: aWebhookEvent(),
  },
])

test('a secret that was made up comes in a header, once', async (t) => {
  const stub = stubController(t)
  const body = { include: ['dyno'], level: 'notify' as const, url: webhook.url }
  stub.post(at, body).reply(201, webhook, { 'Heroku-Webhook-Secret': '475b' })
  stub.patch(`${at}/1`, { level: 'sync' }).reply(200, webhook)
  const { webhooks } = platformController({ url: stubUrl, token: stubToken })
  assert.deepEqual(await webhooks.add('blog', body), { webhook, secret: '475b' })
  assert.deepEqual(await webhooks.update('blog', '1', { level: 'sync' }), { webhook, secret: null })
})
