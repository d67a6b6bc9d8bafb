import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appReference, timesOf, userReference } from '../../../src/api-client/deis/references.ts'

test('what Deis names, as the Platform API names it', () => {
  assert.deepEqual(userReference('jim'), { id: 'jim', email: 'jim' })
  assert.deepEqual(appReference('demo'), { id: 'demo', name: 'demo' })
  assert.deepEqual(timesOf({ created: 'a', updated: 'b' }), { created_at: 'a', updated_at: 'b' })
})
