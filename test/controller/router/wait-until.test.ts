import assert from 'node:assert/strict'
import { test } from 'node:test'
import { waitUntil } from '../../../src/controller/router/wait-until.ts'

test('it asks until the answer is yes', async () => {
  let asked = 0
  assert.equal(await waitUntil(async () => ++asked === 3, { milliseconds: 60_000 }), true)
  assert.equal(asked, 3)
})

test('it asks at least once, and says no when the time is up', async () => {
  assert.equal(await waitUntil(async () => true, { milliseconds: 0 }), true)
  assert.equal(await waitUntil(async () => false, { milliseconds: 30 }), false)
})
