import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStoreWithApp } from '../../fixtures/stored.ts'

test('a login is set in parts, and gone with the app', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const { registries } = store
  const nothing = { username: null, password: null }
  assert.deepEqual(await registries.ofApp(app.id), nothing)
  assert.deepEqual(await registries.update(app.id, { username: 'me' }), { username: 'me', password: null })
  await registries.update(app.id, { password: 's3cret' })
  assert.deepEqual(await registries.ofApp(app.id), { username: 'me', password: 's3cret' })
  await registries.update(app.id, { username: null })
  assert.deepEqual(await registries.ofApp(app.id), { username: null, password: 's3cret' })
  await store.apps.remove(app.id)
  assert.deepEqual(await registries.ofApp(app.id), nothing)
})
