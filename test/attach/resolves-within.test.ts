import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resolvesWithin } from '../../src/attach/resolves-within.ts'

test('tells what is done in time from what is not', async () => {
  assert.equal(await resolvesWithin(Promise.resolve('done'), 60_000), true)
  assert.equal(await resolvesWithin(new Promise(() => {}), 1), false)
})

test("what fails in time fails, and what fails later is nobody's error", async () => {
  await assert.rejects(resolvesWithin(Promise.reject(new Error('no')), 60_000), /no/)
  const later = Promise.withResolvers<void>()
  assert.equal(await resolvesWithin(later.promise, 1), false)
  later.reject(new Error('too late to be heard'))
  await new Promise((resolve) => setImmediate(resolve))
})
