import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSlug, openStoreWithApp } from '../../fixtures/stored.ts'

test('slugs come back as they were added, oldest first', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const built = aSlug(app, {
    id: 's2',
    launch: 'buildpack',
    processTypes: { web: 'node "a b.js"', worker: '' },
    commit: '1a2b3c',
    exposedPort: 8080,
    stack: 'bookworm',
    images: { worker: { image: 'qp/worker', exposedPort: null } },
    size: 5_000_000_000,
    createdAt: new Date('2026-08-01T10:00:09.000Z'),
  })
  const image = aSlug(app, { id: 's1' })
  await store.slugs.add(built)
  await store.slugs.add(image)
  assert.deepEqual(await store.slugs.find('s2'), built)
  assert.deepEqual(await store.slugs.find('s1'), image)
  assert.equal(await store.slugs.find('s3'), undefined)
  assert.deepEqual(await store.slugs.listOfApp(app.id), [image, built])
  assert.deepEqual(await store.slugs.listOfApp('app-other'), [])
  assert.deepEqual(await store.slugs.listImages(), [built.image, 'qp/worker', image.image])
})
