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

test('settings are listed by how their keys begin, and removed', async (t) => {
  const { settings } = await openTestStore(t)
  for (const key of ['m', 'mark', 'mark:1', 'mark:2', 'n']) await settings.set(key, `of ${key}`)
  assert.deepEqual(
    [...(await settings.listOf('mark:'))],
    [
      ['mark:1', 'of mark:1'],
      ['mark:2', 'of mark:2'],
    ],
  )
  await settings.remove('mark:1')
  await settings.remove('mark:3')
  assert.deepEqual([...(await settings.listOf('mark:')).keys()], ['mark:2'])
})
