import WebhooksRemove from '../../../src/commands/webhooks/remove.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aWebhook } from '../../fixtures/resources.ts'

testRefusals(WebhooksRemove, 'webhooks:remove', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: Missing 1 required arg:\nid  id of the webhook\nAdd --help to see what it takes.\n',
  },
])

testAnswers(WebhooksRemove, 'webhooks:remove', [
  {
    argv: ['webhook-1', '-a', 'blog'],
    stub: (api) => api.delete('/apps/blog/webhooks/webhook-1').reply(200, aWebhook()),
    stderr: 'Removing webhook webhook-1 from blog... done\n',
  },
  {
    argv: ['webhook-1', '-a', 'blog', '--json'],
    stub: (api) => api.delete('/apps/blog/webhooks/webhook-1').reply(200, aWebhook()),
    stdout: JSON.stringify(aWebhook(), null, 2) + '\n',
    stderr: 'Removing webhook webhook-1 from blog... done\n',
  },
])
