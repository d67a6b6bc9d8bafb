import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStoreWithApp } from '../../../fixtures/stored.ts'

test('an app from before has no buildpacks', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  assert.deepEqual(await store.buildpackInstallations.ofApp(app.id), [])
})
