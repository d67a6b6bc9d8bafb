import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

test('an entry is added once for a type, then changed, and keeps its id and birth', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const later = new Date('2026-08-01T10:00:09.000Z')
  const stamps = { createdAt: storedAt, updatedAt: storedAt }
  const web = { id: 'f1', appId: app.id, type: 'web', quantity: 1, size: 'Basic', stopped: [], ...stamps }
  const clock = { ...web, id: 'f2', type: 'clock', quantity: 0 }
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
})
