import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { test } from 'node:test'
import { pause } from '../../../src/controller/deploy/pause.ts'

test('a pause is over after its time, and leaves no listener behind', async () => {
  const { signal } = new AbortController()
  await pause(1, signal)
  assert.equal(getEventListeners(signal, 'abort').length, 0)
})

test('or when the signal says so, also one that has already', { timeout: 10_000 }, async () => {
  const over = new AbortController()
  const paused = pause(1e9, over.signal)
  over.abort()
  await paused
  await pause(1e9, over.signal)
})
