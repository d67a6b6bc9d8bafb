import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestStore } from '../../fixtures/stored.ts'

test('a setting is what it was last set to', async (t) => {
  const { settings } = await openTestStore(t)
  assert.equal(await settings.find('a'), undefined)
  await settings.set('a', '1')
  await settings.set('b', '2')
  await settings.set('a', '3')
  assert.deepEqual([await settings.find('a'), await settings.find('b')], ['3', '2'])
})
