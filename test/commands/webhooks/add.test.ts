import WebhooksAdd from '../../../src/commands/webhooks/add.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aWebhook } from '../../fixtures/resources.ts'

const { url } = aWebhook()
const needed = ['-i', 'api:release,dyno', '-l', 'sync', '-u', url, '-a', 'blog']

testRefusals(WebhooksAdd, 'webhooks:add', [
  {
    argv: ['-i', 'dyno', '-u', url, '-a', 'blog'],
    stderr: 'Error: Missing required flag --level\nAdd --help to see what it takes.\n',
  },
  {
    argv: ['-i', 'dyno', '-l', 'maybe', '-u', url, '-a', 'blog'],
    stderr: 'Error: Expected --level=maybe to be one of: notify, sync\nAdd --help to see what it takes.\n',
  },
])

testAnswers(WebhooksAdd, 'webhooks:add', [
  {
    argv: needed,
    name: 'shows the secret that was made up',
    stub: (api) =>
      api
        .post('/apps/blog/webhooks', { include: ['api:release', 'dyno'], level: 'sync', url })
        .reply(201, aWebhook(), { 'Heroku-Webhook-Secret': '475beb0b' }),
    stdout: '=== Webhooks Signing Secret\n475beb0b\n',
    stderr: 'Adding webhook to blog... done\n',
  },
  {
    argv: [...needed, '-s', 'hunter2', '-t', 'Bearer x'],
    name: 'takes a secret and a header',
    stub: (api) =>
      api
        .post('/apps/blog/webhooks', (body) => body.secret === 'hunter2' && body.authorization === 'Bearer x')
        .reply(201, aWebhook()),
    stderr: 'Adding webhook to blog... done\n',
  },
  {
    argv: ['-i', 'api:release, dyno', ...needed.slice(2), '--json'],
    stub: (api) =>
      api
        .post('/apps/blog/webhooks', (body) => body.include.join() === 'api:release,dyno')
        .reply(201, aWebhook(), { 'Heroku-Webhook-Secret': '475beb0b' }),
    stdout: JSON.stringify({ ...aWebhook(), secret: '475beb0b' }, null, 2) + '\n',
    stderr: 'Adding webhook to blog... done\n',
  },
])
