import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWebhookFlags } from '../../src/lib/webhook-flags.ts'

test('only what was given is sent', () => {
  assert.deepEqual(readWebhookFlags({}), {})
  const given = { include: ' dyno, api:app ', level: 'sync', url: 'https://example.com', secret: '' } as const
  assert.deepEqual(readWebhookFlags(given), {
    ...given,
    include: ['dyno', 'api:app'],
  })
})
