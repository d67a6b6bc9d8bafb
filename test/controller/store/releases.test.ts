import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anApp, aRelease, aSlug, openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

const later = new Date('2026-08-01T10:00:09.000Z')

test('releases are numbered from 1, each app by itself', async (t) => {
  const { store, user, app } = await openStoreWithApp(t)
  const other = anApp('shop', user)
  await store.apps.add(other)
  const versions = []
  for (const [id, of] of [
    ['r1', app],
    ['r2', app],
    ['r3', other],
    ['r4', app],
  ] as const)
    versions.push((await store.releases.add(aRelease(of, { id }))).version)
  assert.deepEqual(versions, [1, 2, 1, 3])
})

test('a release comes back as it was added, config byte for byte', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  await store.slugs.add(aSlug(app))
  const config = { A: 'a "quoted" \n\u0001\u{1f642} $X', B: '' }
  const draft = aRelease(app, { config, slugId: 'slug-1', status: 'pending', description: 'Deploy 1a2b' })
  const added = await store.releases.add(draft)
  assert.deepEqual(added, { ...draft, version: 1 })
  assert.deepEqual(await store.releases.find(app.id, 1), added)
  assert.deepEqual(await store.releases.listOfApp(app.id), [added])
  assert.equal(await store.releases.find(app.id, 2), undefined)
  assert.equal(await store.releases.find('app-other', 1), undefined)
})

test('the newest that succeeded is current', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const add = (id: string, status: 'pending' | 'failed' | 'succeeded') =>
    store.releases.add(aRelease(app, { id, status }))
  const current = async () => (await store.releases.findCurrent(app.id))?.id
  assert.equal(await current(), undefined)
  await add('r1', 'succeeded')
  await add('r2', 'failed')
  await add('r3', 'pending')
  assert.equal(await current(), 'r1')
  await store.releases.setStatus('r3', 'succeeded', later)
  assert.equal(await current(), 'r3')
  assert.deepEqual((await store.releases.find(app.id, 3))?.updatedAt, later)
  assert.deepEqual((await store.releases.find(app.id, 2))?.updatedAt, storedAt)
})

test('they are listed oldest first, by number and not by text', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  for (let number = 1; number <= 11; number += 1)
    await store.releases.add(aRelease(app, { id: `r${number}` }))
  const listed = (await store.releases.listOfApp(app.id)).map((it) => it.version)
  assert.deepEqual(listed, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
})

test('so many of them, without reading all', async (t) => {
  const { store, user, app } = await openStoreWithApp(t)
  const other = anApp('shop', user)
  await store.apps.add(other)
  for (let number = 1; number <= 11; number += 1)
    await store.releases.add(
      aRelease(app, { id: `r${number}`, status: number === 10 ? 'failed' : 'succeeded' }),
    )
  await store.releases.add(aRelease(other, { id: 'others' }))
  const { releases } = store
  const versions = (list: readonly { version: number }[]) => list.map((it) => it.version)
  const from = async (start: number | undefined, order: 'asc' | 'desc', most: number) =>
    versions(await releases.listFrom(app.id, { from: start, order, most }))
  assert.deepEqual(await from(undefined, 'asc', 2), [1, 2])
  assert.deepEqual(await from(9, 'asc', 9), [9, 10, 11])
  assert.deepEqual(await from(undefined, 'desc', 3), [11, 10, 9])
  assert.deepEqual(await from(2, 'desc', 3), [2, 1])
  assert.deepEqual(versions(await releases.listNewestUnfailed(app.id, 3)), [11, 9, 8])
  assert.equal((await releases.findNewest(app.id))?.id, 'r11')
  assert.equal((await releases.findById(app.id, 'r10'))?.version, 10)
  assert.equal(await releases.findById(app.id, 'others'), undefined)
  assert.deepEqual([...(await releases.idsOf(app.id, [1, 11, 12]))].sort(), [
    [1, 'r1'],
    [11, 'r11'],
  ])
  assert.deepEqual([...(await releases.idsOf(app.id, []))], [])
})

test('what a killed controller left pending has failed', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  await store.releases.add(aRelease(app, { id: 'r1' }))
  await store.releases.add(aRelease(app, { id: 'r2', status: 'pending' }))
  await store.releases.failPending(later)
  const statuses = (await store.releases.listOfApp(app.id)).map((it) => [it.status, it.updatedAt])
  assert.deepEqual(statuses, [
    ['succeeded', storedAt],
    ['failed', later],
  ])
})

test('what a release command wrote stays with its release', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  await store.releases.add(aRelease(app))
  assert.equal(await store.releases.findOutput('release-1'), undefined)
  await store.releases.setOutput('release-1', '')
  assert.equal((await store.releases.find(app.id, 1))?.hasOutput, true)
  await store.releases.setOutput('release-1', 'migrated\n')
  assert.equal(await store.releases.findOutput('release-1'), 'migrated\n')
})
