import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDrain, anApp, openStoreWithApp } from '../../fixtures/stored.ts'

test("a drain is found by its id, token or URL, among its app's", async (t) => {
  const { store, user, app } = await openStoreWithApp(t)
  const other = anApp('shop', user)
  await store.apps.add(other)
  const drain = aDrain('syslog://logs.example.com', { appId: app.id })
  const same = { ...drain, id: 'drain-2', token: 'd.2', appId: other.id }
  for (const it of [drain, same]) await store.drains.add(it)
  await assert.rejects(store.drains.add({ ...drain, id: 'drain-3', token: 'd.3' }), /UNIQUE/)
  for (const which of [drain.id, drain.token, drain.url])
    assert.deepEqual(await store.drains.find(app.id, which), drain)
  assert.equal(await store.drains.find(app.id, same.token), undefined)
  assert.deepEqual(await store.drains.listOfApp(other.id), [same])
  assert.equal((await store.drains.list()).length, 2)

  await store.drains.remove(drain.id)
  assert.deepEqual(await store.drains.listOfApp(app.id), [])
  await store.apps.remove(other.id)
  assert.deepEqual(await store.drains.list(), [])
})
