import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStoreWithApp } from '../../fixtures/stored.ts'

test('the buildpacks of an app, in their order, and gone with the app', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const { ofApp, replace } = store.buildpackInstallations
  assert.deepEqual(await ofApp(app.id), [])
  await replace(app.id, ['heroku/nodejs', 'https://example.com/own', 'heroku/nodejs'])
  assert.deepEqual(await ofApp(app.id), ['heroku/nodejs', 'https://example.com/own', 'heroku/nodejs'])
  assert.deepEqual(await ofApp('another'), [])
  await replace(app.id, ['qp/null'])
  assert.deepEqual(await ofApp(app.id), ['qp/null'])
  await store.apps.remove(app.id)
  assert.deepEqual(await ofApp(app.id), [])
})
