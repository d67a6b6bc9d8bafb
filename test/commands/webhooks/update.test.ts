import WebhooksUpdate from '../../../src/commands/webhooks/update.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aWebhook } from '../../fixtures/resources.ts'

testRefusals(WebhooksUpdate, 'webhooks:update', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: Missing 1 required arg:\nid  id of the webhook\nAdd --help to see what it takes.\n',
  },
])

const { url } = aWebhook()

testAnswers(WebhooksUpdate, 'webhooks:update', [
  {
    argv: ['webhook-1', '-i', 'dyno', '-l', 'notify', '-u', url, '-a', 'blog'],
    name: 'changes all that heroku asks for',
    stub: (api) =>
      api
        .patch('/apps/blog/webhooks/webhook-1', { include: ['dyno'], level: 'notify', url })
        .reply(200, aWebhook()),
    stderr: 'Updating webhook webhook-1 for blog... done\n',
  },
  {
    argv: ['webhook-1', '-s', 'hunter2', '-a', 'blog', '--json'],
    name: 'changes what is named alone',
    stub: (api) => api.patch('/apps/blog/webhooks/webhook-1', { secret: 'hunter2' }).reply(200, aWebhook()),
    stdout: JSON.stringify(aWebhook(), null, 2) + '\n',
    stderr: 'Updating webhook webhook-1 for blog... done\n',
  },
])
