import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

test('one image for each process type, the newest, and gone with the app', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const { containerImages } = store
  const one = { appId: app.id, type: 'worker', image: 'a', createdAt: storedAt }
  const web = { ...one, type: 'web', image: 'b' }
  await containerImages.put(one)
  await containerImages.put(web)
  await containerImages.put({ ...one, image: 'c' })
  assert.deepEqual(await containerImages.listOfApp(app.id), [web, { ...one, image: 'c' }])
  assert.deepEqual((await containerImages.listImages()).sort(), [web.image, 'c'].sort())
  await containerImages.remove(app.id, 'web')
  assert.deepEqual(await containerImages.listOfApp(app.id), [{ ...one, image: 'c' }])
  await store.apps.remove(app.id)
  assert.deepEqual(await containerImages.listOfApp(app.id), [])
})
