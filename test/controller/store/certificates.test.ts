import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCertificate, anApp, openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

test('a certificate is found in its app by id and by name, and replaced in its place', async (t) => {
  const { store, user, app } = await openStoreWithApp(t)
  const other = anApp('shop', user)
  await store.apps.add(other)
  const www = aCertificate(app, 'www', { isAutomatic: true })
  const api = aCertificate(app, 'api')
  for (const it of [www, api, aCertificate(other, 'www', { id: 'c3' })]) await store.certificates.add(it)
  await assert.rejects(store.certificates.add(aCertificate(app, 'www', { id: 'c4' })), /UNIQUE/)
  assert.deepEqual(await store.certificates.find(app.id, 'www'), www)
  assert.deepEqual(await store.certificates.find(app.id, www.id), www)
  assert.equal((await store.certificates.find(other.id, 'www'))?.id, 'c3')
  assert.equal(await store.certificates.find(other.id, www.id), undefined)
  assert.deepEqual(await store.certificates.listOfApp(app.id), [api, www])

  const changes = { chain: 'another', privateKey: 'another key', updatedAt: new Date(storedAt.getTime() + 1) }
  await store.certificates.replace({ ...www, ...changes })
  assert.deepEqual(await store.certificates.find(app.id, 'www'), { ...www, ...changes })
  await store.certificates.remove(www.id)
  assert.deepEqual(await store.certificates.listOfApp(app.id), [api])
  await store.apps.remove(app.id)
  assert.deepEqual(await store.certificates.listOfApp(app.id), [])
})
