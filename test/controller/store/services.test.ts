import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Service } from '../../../src/controller/domain/service.ts'
import { openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

test('a process type has one service, which keeps its id when its route changes', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const times = { createdAt: storedAt, updatedAt: storedAt }
  const hooks: Service = { id: 's1', appId: app.id, type: 'hooks', pathPattern: '/hooks', ...times }
  const api: Service = { ...hooks, id: 's2', type: 'api', pathPattern: '/api' }
  await store.services.put(hooks)
  await store.services.put(api)
  assert.deepEqual(await store.services.listOfApp(app.id), [api, hooks])
  const later = new Date(storedAt.getTime() + 1000)
  await store.services.put({ ...hooks, id: 's3', pathPattern: '/h', createdAt: later, updatedAt: later })
  const changed = { ...hooks, pathPattern: '/h', updatedAt: later }
  assert.deepEqual(await store.services.listOfApp(app.id), [api, changed])
  await store.services.remove('s1')
  assert.deepEqual(await store.services.listOfApp(app.id), [api])
  await store.apps.remove(app.id)
  assert.deepEqual(await store.services.listOfApp(app.id), [])
})
