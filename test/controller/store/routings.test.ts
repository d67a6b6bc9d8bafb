import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainRouting } from '../../../src/controller/domain/routing.ts'
import { anApp, openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

test('a routing is as usual until it is put, and is changed in its place', async (t) => {
  const { store, app, user } = await openStoreWithApp(t)
  await store.apps.add(anApp('shop', user))
  assert.deepEqual(await store.routings.ofApp(app.id), plainRouting)
  const routing = {
    isEnabled: false,
    isInMaintenance: true,
    httpsEnforced: false,
    whitelist: ['192.0.2.7', '10.0.0.0/8'],
    hasSessionAffinity: true,
    updatedAt: storedAt,
  }
  await store.routings.put(app.id, routing)
  assert.deepEqual(await store.routings.ofApp(app.id), routing)
  const other = { ...plainRouting, httpsEnforced: true, updatedAt: new Date(0) }
  await store.routings.put(app.id, other)
  assert.deepEqual(await store.routings.ofApp(app.id), other)
  await store.routings.put(app.id, { ...plainRouting, updatedAt: storedAt })
  assert.equal((await store.routings.ofApp(app.id)).httpsEnforced, null)
  assert.deepEqual(await store.routings.ofApp('app-shop'), plainRouting)
})

test('it goes with its app', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  await store.routings.put(app.id, { ...plainRouting, isInMaintenance: true, updatedAt: storedAt })
  await store.apps.remove(app.id)
  assert.deepEqual(await store.routings.ofApp(app.id), plainRouting)
})
