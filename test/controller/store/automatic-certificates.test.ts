import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

test('an app gets automatic certificates from when it is told until it is told otherwise', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const { automaticCertificates } = store
  assert.equal(await automaticCertificates.has(app.id), false)
  await automaticCertificates.enable(app.id, storedAt)
  await automaticCertificates.enable(app.id, storedAt)
  assert.equal(await automaticCertificates.has(app.id), true)
  assert.deepEqual(await automaticCertificates.listAppIds(), [app.id])
  await automaticCertificates.disable(app.id)
  assert.equal(await automaticCertificates.has(app.id), false)
})
