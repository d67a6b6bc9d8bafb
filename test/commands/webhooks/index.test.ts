import WebhooksList from '../../../src/commands/webhooks/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aWebhook } from '../../fixtures/resources.ts'

testRefusals(WebhooksList, 'webhooks', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

testAnswers(WebhooksList, 'webhooks', [
  {
    argv: ['-a', 'blog'],
    terminal: { isTTY: { stdout: true } },
    name: 'lists them in a terminal',
    stub: (api) => api.get('/apps/blog/webhooks').reply(200, [aWebhook()]),
    stdout:
      'Webhook ID  URL                        Include           Level\n' +
      'webhook-1   https://example.com/hooks  api:release,dyno  sync\n',
  },
  {
    argv: ['-a', 'blog'],
    name: 'says how to add one',
    stub: (api) => api.get('/apps/blog/webhooks').reply(200, []),
    stderr: 'blog has no webhooks. `qp webhooks:add` adds one.\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/webhooks').reply(200, [aWebhook()]),
    stdout: JSON.stringify([aWebhook()], null, 2) + '\n',
  },
])
