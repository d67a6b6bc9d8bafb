import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOwnMake, isStale, stackLabels } from '../../../src/controller/stack/stack-recipe.ts'

const certificates = { pem: 'one\n' }

test('what is made now is not stale', () => {
  const image = { labels: stackLabels(certificates) }
  assert.equal(isOwnMake(image), true)
  assert.equal(isStale(image, certificates), false)
})

test("another recipe is stale, and so are other certificates where they are this machine's", () => {
  const older = { labels: { ...stackLabels(certificates), 'qp.stack-recipe': '0123456789abcdef' } }
  assert.equal(isStale(older), true)
  const elsewhere = { labels: stackLabels({ pem: 'two\n' }) }
  assert.equal(isStale(elsewhere, certificates), true)
  assert.equal(isStale(elsewhere), false)
})

test('nothing is known of an image that qp did not make', () => {
  assert.equal(isOwnMake({ labels: {} }), false)
  assert.equal(isStale({ labels: {} }, certificates), false)
})
