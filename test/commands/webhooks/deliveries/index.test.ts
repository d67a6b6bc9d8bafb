import WebhooksDeliveries from '../../../../src/commands/webhooks/deliveries/index.ts'
import { testAnswers, testRefusals } from '../../../fixtures/command-tables.ts'
import { aWebhookDelivery } from '../../../fixtures/resources.ts'

testRefusals(WebhooksDeliveries, 'webhooks:deliveries', [
  {
    argv: ['-s', 'maybe', '-a', 'blog'],
    stderr:
      'Error: Expected --status=maybe to be one of: pending, scheduled, retrying, failed, succeeded\nAdd --help to see what it takes.\n',
  },
])

const taken = aWebhookDelivery()
const failed = aWebhookDelivery({
  id: 'delivery-2',
  status: 'retrying',
  num_attempts: 3,
  next_attempt_at: '2026-11-22T10:01:00Z',
  last_attempt: {
    id: 'attempt-2',
    code: null,
    error_class: 'ECONNREFUSED',
    status: 'failed',
    created_at: '2026-11-22T10:00:00Z',
    updated_at: '2026-11-22T10:00:00Z',
  },
})

testAnswers(WebhooksDeliveries, 'webhooks:deliveries', [
  {
    argv: ['-a', 'blog'],
    name: 'lists them, the newest last',
    stub: (api) =>
      api
        .get('/apps/blog/webhook-deliveries')
        .matchHeader('range', 'seq ..; order=desc, max=1000')
        .reply(200, [failed, taken]),
    stdout:
      'delivery-1\t2026-11-22T10:00:00Z\tsucceeded\tapi:release\tsync\t1\t200\t\t\n' +
      'delivery-2\t2026-11-22T10:00:00Z\tretrying\tapi:release\tsync\t3\t\tECONNREFUSED\t2026-11-22T10:01:00Z\n',
  },
  {
    argv: ['-a', 'blog', '--status', 'failed'],
    name: 'asks for those of a status',
    stub: (api) => api.get('/apps/blog/webhook-deliveries').query({ 'eq[status]': 'failed' }).reply(200, []),
    stderr: 'blog has no deliveries. `qp webhooks:add` asks for some.\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/webhook-deliveries').reply(200, [failed, taken]),
    stdout: JSON.stringify([taken, failed], null, 2) + '\n',
  },
])
