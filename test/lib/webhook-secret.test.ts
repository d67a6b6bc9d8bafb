import assert from 'node:assert/strict'
import { test } from 'node:test'
import { colours } from '../../src/lib/colour.ts'
import { renderWebhookSecret, withSecret } from '../../src/lib/webhook-secret.ts'
import { aWebhook } from '../fixtures/resources.ts'

test('a secret is shown in words that scripts look for, and in JSON as a part of the webhook', () => {
  assert.equal(renderWebhookSecret('475b', colours(false)), '=== Webhooks Signing Secret\n475b')
  assert.deepEqual(withSecret({ webhook: aWebhook(), secret: null }), { ...aWebhook(), secret: null })
})
