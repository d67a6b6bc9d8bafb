import WebhooksDeliveriesInfo from '../../../../src/commands/webhooks/deliveries/info.ts'
import { testAnswers, testRefusals } from '../../../fixtures/command-tables.ts'
import { aWebhookDelivery, aWebhookEvent } from '../../../fixtures/resources.ts'

testRefusals(WebhooksDeliveriesInfo, 'webhooks:deliveries:info', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: Missing 1 required arg:\nid  id of the delivery\nAdd --help to see what it takes.\n',
  },
])

const { payload } = aWebhookEvent()

testAnswers(WebhooksDeliveriesInfo, 'webhooks:deliveries:info', [
  {
    argv: ['delivery-1', '-a', 'blog'],
    name: 'shows what was sent',
    stub: (api) =>
      api
        .get('/apps/blog/webhook-deliveries/delivery-1')
        .reply(200, aWebhookDelivery())
        .get('/apps/blog/webhook-events/event-1')
        .reply(200, aWebhookEvent()),
    stdout: `=== delivery-1
Created:  2026-11-22T10:00:00Z
Event:    event-1
Webhook:  webhook-1
Status:   succeeded
Include:  api:release
Level:    sync
Attempts: 1
Code:     200

=== Event Payload
${JSON.stringify(payload, null, 2)}
`,
  },
  {
    argv: ['delivery-1', '-a', 'blog', '--json'],
    stub: (api) =>
      api
        .get('/apps/blog/webhook-deliveries/delivery-1')
        .reply(200, aWebhookDelivery())
        .get('/apps/blog/webhook-events/event-1')
        .reply(200, aWebhookEvent()),
    stdout: JSON.stringify({ ...aWebhookDelivery(), payload }, null, 2) + '\n',
  },
])
