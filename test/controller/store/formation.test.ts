import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newFormationEntry } from '../../../src/controller/domain/formation.ts'
import { noHealthChecks } from '../../../src/controller/domain/health-check.ts'
import { openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

test('an entry is added once for a type, then changed, and keeps its id and birth', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const later = new Date('2026-08-01T10:00:09.000Z')
  const web = {
    ...newFormationEntry({ id: 'f1', appId: app.id, type: 'web' }, storedAt),
    size: 'Basic',
  }
  const limits = { memory: { limit: 512, request: null }, cpu: { limit: 500, request: 250 } }
  const clock = {
    ...newFormationEntry({ id: 'f2', appId: app.id, type: 'clock' }, storedAt),
    settings: { limits, healthChecks: noHealthChecks, stopGrace: 0 },
  }
  await store.formation.put(web)
  await store.formation.put(clock)
  await store.formation.put({
    ...web,
    id: 'ignored',
    quantity: 3,
    size: 'Eco',
    stopped: [2, 3],
    createdAt: later,
    updatedAt: later,
  })
  assert.deepEqual(await store.formation.listOfApp(app.id), [
    clock,
    { ...web, quantity: 3, size: 'Eco', stopped: [2, 3], updatedAt: later },
  ])
  assert.deepEqual(await store.formation.listOfApp('app-other'), [])
  const all = await store.formation.listOfApps([app.id, 'app-other'])
  assert.deepEqual(all, await store.formation.listOfApp(app.id))
  assert.deepEqual(await store.formation.listOfApps(['app-other']), [])
  assert.deepEqual(await store.formation.listOfApps([]), [])
})
