import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Build } from '../../../src/controller/domain/build.ts'
import { aRelease, aSlug, aUser, openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

const later = new Date('2026-08-01T10:00:09.000Z')

function aBuild(more: Partial<Build> = {}): Build {
  return {
    id: 'b1',
    appId: 'app-blog',
    userId: aUser('owner').id,
    status: 'pending',
    source: '1a2b3c',
    slugId: null,
    releaseId: null,
    createdAt: storedAt,
    updatedAt: storedAt,
    ...more,
  }
}

test('a build is pending and silent until it is finished', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  await store.builds.add(aBuild())
  assert.deepEqual(await store.builds.find(app.id, 'b1'), aBuild())
  assert.equal(await store.builds.findOutput('b1'), '')

  await store.slugs.add(aSlug(app))
  const release = await store.releases.add(aRelease(app))
  const done = aBuild({ status: 'succeeded', slugId: 'slug-1', releaseId: release.id, updatedAt: later })
  await store.builds.finish(done, '-----> Node.js\nbuilt')
  assert.deepEqual(await store.builds.find(app.id, 'b1'), done)
  assert.equal(await store.builds.findOutput('b1'), '-----> Node.js\nbuilt')
})

test('a build is found under its own app alone', async (t) => {
  const { store } = await openStoreWithApp(t)
  await store.builds.add(aBuild())
  assert.equal(await store.builds.find('app-other', 'b1'), undefined)
  assert.equal(await store.builds.findOutput('b2'), undefined)
})

test('builds are listed oldest first', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  await store.builds.add(aBuild({ id: 'new', createdAt: later }))
  await store.builds.add(aBuild({ id: 'old' }))
  assert.deepEqual(
    (await store.builds.listOfApp(app.id)).map((it) => it.id),
    ['old', 'new'],
  )
})

test('what a killed controller left pending has failed; what is done stays as it is', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  await store.builds.add(aBuild({ id: 'done', status: 'succeeded' }))
  await store.builds.add(aBuild({ id: 'left' }))
  await store.builds.failPending(later)
  assert.deepEqual(await store.builds.find(app.id, 'done'), aBuild({ id: 'done', status: 'succeeded' }))
  assert.deepEqual(
    await store.builds.find(app.id, 'left'),
    aBuild({ id: 'left', status: 'failed', updatedAt: later }),
  )
})

test("an app's newest thousand builds are remembered, and whatever goes on", async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const at = (second: number) => new Date(storedAt.getTime() + second * 1000)
  for (let number = 0; number < 1003; number++) {
    const build = aBuild({ id: `b${number}`, createdAt: at(number) })
    await store.builds.add(build)
    if (number > 0) await store.builds.finish({ ...build, status: 'failed' }, 'it wrote this')
  }
  const builds = await store.builds.listOfApp(app.id)
  assert.deepEqual(
    builds.slice(0, 2).map((it) => it.id),
    ['b0', 'b3'],
  )
  assert.equal(builds.length, 1001)
})
