import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anApp, openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

test('a hostname belongs to one app and is found whichever that is', async (t) => {
  const { store, user, app } = await openStoreWithApp(t)
  const other = anApp('shop', user)
  await store.apps.add(other)
  const domain = (id: string, appId: string, hostname: string) => ({
    id,
    appId,
    hostname,
    createdAt: storedAt,
    updatedAt: storedAt,
  })
  const www = domain('d1', app.id, 'www.example.com')
  const bare = domain('d2', app.id, 'example.com')
  const shop = domain('d3', other.id, 'shop.example.com')
  for (const it of [www, bare, shop]) await store.webDomains.add(it)
  await assert.rejects(store.webDomains.add(domain('d4', other.id, 'example.com')), /UNIQUE/)
  assert.deepEqual(await store.webDomains.find('shop.example.com'), shop)
  assert.deepEqual(await store.webDomains.find('d1'), www)
  assert.deepEqual(await store.webDomains.listOfApp(app.id), [bare, www])

  await store.webDomains.remove('d1')
  assert.equal(await store.webDomains.find('www.example.com'), undefined)
  assert.deepEqual(await store.webDomains.listOfApp(app.id), [bare])
})
