import WebhooksInfo from '../../../src/commands/webhooks/info.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aWebhook } from '../../fixtures/resources.ts'

testRefusals(WebhooksInfo, 'webhooks:info', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: Missing 1 required arg:\nid  id of the webhook\nAdd --help to see what it takes.\n',
  },
])

testAnswers(WebhooksInfo, 'webhooks:info', [
  {
    argv: ['webhook-1', '-a', 'blog'],
    stub: (api) => api.get('/apps/blog/webhooks/webhook-1').reply(200, aWebhook()),
    stdout: `=== webhook-1
Webhook ID: webhook-1
URL:        https://example.com/hooks
Include:    api:release,dyno
Level:      sync
Created:    2026-11-22T10:00:00Z
`,
  },
  {
    argv: ['webhook-1', '-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/webhooks/webhook-1').reply(200, aWebhook()),
    stdout: JSON.stringify(aWebhook(), null, 2) + '\n',
  },
])
