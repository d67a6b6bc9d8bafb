import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCertificate, anApp, aWebDomain, openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

test('a hostname belongs to one app and is found whichever that is', async (t) => {
  const { store, user, app } = await openStoreWithApp(t)
  const other = anApp('shop', user)
  await store.apps.add(other)
  const www = aWebDomain(app, 'www.example.com', { id: 'd1' })
  const bare = aWebDomain(app, 'example.com')
  const shop = aWebDomain(other, 'shop.example.com')
  for (const it of [www, bare, shop]) await store.webDomains.add(it)
  await assert.rejects(store.webDomains.add(aWebDomain(other, 'example.com', { id: 'd4' })), /UNIQUE/)
  assert.deepEqual(await store.webDomains.find('shop.example.com'), shop)
  assert.deepEqual(await store.webDomains.find('d1'), www)
  assert.deepEqual(await store.webDomains.listOfApp(app.id), [bare, www])

  assert.deepEqual(await store.webDomains.list(), [bare, shop, www])

  await store.webDomains.remove('d1')
  assert.equal(await store.webDomains.find('www.example.com'), undefined)
  assert.deepEqual(await store.webDomains.listOfApp(app.id), [bare])
})

test('a domain has a certificate until that is removed, and tells how far its automatic one is', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  await store.certificates.add(aCertificate(app, 'own'))
  const www = aWebDomain(app, 'www.example.com', { certificateId: 'certificate-own' })
  await store.webDomains.add(www)
  assert.deepEqual(await store.webDomains.find(www.id), www)
  const acm = { status: 'failing', reason: 'no answer', tries: 2, nextTry: storedAt.toISOString() } as const
  const later = new Date(storedAt.getTime() + 1000)
  await store.webDomains.setAcm(www.id, acm, later)
  assert.deepEqual(await store.webDomains.find(www.id), { ...www, acm, updatedAt: later })
  await store.webDomains.setAcm(www.id, null, storedAt)
  await store.webDomains.setCertificate(www.id, null, later)
  assert.deepEqual(await store.webDomains.find(www.id), { ...www, certificateId: null, updatedAt: later })
  await store.webDomains.setCertificate(www.id, 'certificate-own', storedAt)
  await store.certificates.remove('certificate-own')
  assert.deepEqual(await store.webDomains.find(www.id), { ...www, certificateId: null })
})
