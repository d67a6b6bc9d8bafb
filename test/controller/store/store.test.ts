import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anApp, aUser, openTestStore } from '../../fixtures/stored.ts'

test('all of a transaction happens, or nothing', async (t) => {
  const store = await openTestStore(t)
  const owner = aUser('owner')
  const app = anApp('blog', owner)
  await assert.rejects(
    store.transaction(async (tables) => {
      await tables.users.add(owner, null)
      await tables.apps.add(app)
      throw new Error('changed my mind')
    }),
    /changed my mind/,
  )
  assert.equal(await store.users.find(owner.id), undefined)
  assert.deepEqual(await store.apps.list(), [])

  const result = await store.transaction(async (tables) => {
    await tables.users.add(owner, null)
    await tables.apps.add(app)
    return 'done'
  })
  assert.equal(result, 'done')
  assert.deepEqual(await store.apps.list(), [app])
})

test('transactions side by side do not see each other half done', async (t) => {
  const store = await openTestStore(t)
  const count = () =>
    store.transaction(async ({ settings }) => {
      const next = Number((await settings.find('count')) ?? 0) + 1
      await settings.set('count', String(next))
    })
  await Promise.all(Array.from({ length: 10 }, count))
  assert.equal(await store.settings.find('count'), '10')
})
