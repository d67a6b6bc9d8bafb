import WebhooksEvents from '../../../../src/commands/webhooks/events/index.ts'
import { testAnswers, testRefusals } from '../../../fixtures/command-tables.ts'
import { aWebhookEvent } from '../../../fixtures/resources.ts'

testRefusals(WebhooksEvents, 'webhooks:events', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const events = [aWebhookEvent({ id: 'event-2' }), aWebhookEvent()]

testAnswers(WebhooksEvents, 'webhooks:events', [
  {
    argv: ['-a', 'blog'],
    name: 'lists them, the newest last',
    stub: (api) => api.get('/apps/blog/webhook-events').reply(200, events),
    stdout:
      'event-1\trelease\tcreate\t2026-11-22T10:00:00Z\nevent-2\trelease\tcreate\t2026-11-22T10:00:00Z\n',
  },
  {
    argv: ['-a', 'blog'],
    name: 'says that there are none',
    stub: (api) => api.get('/apps/blog/webhook-events').reply(200, []),
    stderr: 'blog has no events. `qp webhooks:add` asks for some.\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/webhook-events').reply(200, events),
    stdout: JSON.stringify(events.toReversed(), null, 2) + '\n',
  },
])
