import WebhooksEventsInfo from '../../../../src/commands/webhooks/events/info.ts'
import { testAnswers, testRefusals } from '../../../fixtures/command-tables.ts'
import { aWebhookEvent } from '../../../fixtures/resources.ts'

testRefusals(WebhooksEventsInfo, 'webhooks:events:info', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: Missing 1 required arg:\nid  id of the event\nAdd --help to see what it takes.\n',
  },
])

const event = aWebhookEvent()

testAnswers(WebhooksEventsInfo, 'webhooks:events:info', [
  {
    argv: ['event-1', '-a', 'blog'],
    stub: (api) => api.get('/apps/blog/webhook-events/event-1').reply(200, event),
    stdout: `=== event-1\n${JSON.stringify(event.payload, null, 2)}\n`,
  },
  {
    argv: ['event-1', '-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/webhook-events/event-1').reply(200, event),
    stdout: JSON.stringify(event, null, 2) + '\n',
  },
])
