import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anApp, aUser, openStoreWithApp } from '../../fixtures/stored.ts'

test('names and values of an app, sorted; tags and labels apart, and gone with the app', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  assert.deepEqual(await store.appTags.ofApp(app.id), {})
  await store.appTags.replace(app.id, { ssd: 'true', rack: '1' })
  await store.appTags.replace(app.id, { zone: 'a', rack: '2' })
  assert.deepEqual(Object.entries(await store.appTags.ofApp(app.id)), [
    ['rack', '2'],
    ['zone', 'a'],
  ])
  assert.deepEqual(await store.appLabels.ofApp(app.id), {})
  await store.appTags.replace(app.id, {})
  assert.deepEqual(await store.appTags.ofApp(app.id), {})
  await store.appLabels.replace(app.id, { team: 'frontend' })
  await store.apps.remove(app.id)
  assert.deepEqual(await store.appLabels.ofApp(app.id), {})
})

test('apps are found by a name, and by its value', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const shop = anApp('shop', aUser('owner'))
  await store.apps.add(shop)
  await store.appLabels.replace(app.id, { team: 'frontend' })
  await store.appLabels.replace(shop.id, { team: 'backend' })
  const { appsWith } = store.appLabels
  assert.deepEqual(await appsWith('team'), new Set([app.id, shop.id]))
  assert.deepEqual(await appsWith('team', 'backend'), new Set([shop.id]))
  assert.deepEqual(await appsWith('team', 'none'), new Set())
  assert.deepEqual(await appsWith('frontend'), new Set())
})
