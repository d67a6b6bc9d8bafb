import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newFormationEntry } from '../../../src/controller/domain/formation.ts'
import {
  aCollaboration,
  anApp,
  aRelease,
  aSlug,
  aUser,
  aWebDomain,
  openStoreWithApp,
  storedAt,
} from '../../fixtures/stored.ts'

test('an app is found by id and by name as it was added', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  assert.deepEqual(await store.apps.find(app.id), app)
  assert.deepEqual(await store.apps.find('blog'), app)
  assert.equal(await store.apps.find('blo'), undefined)
  assert.equal(await store.apps.find('BLOG'), undefined)
})

test('two apps of one name are refused', async (t) => {
  const { store, user } = await openStoreWithApp(t)
  await assert.rejects(store.apps.add({ ...anApp('blog', user), id: 'other' }), /UNIQUE/)
  assert.equal((await store.apps.list()).length, 1)
})

test('an app of nobody is refused', async (t) => {
  const { store } = await openStoreWithApp(t)
  await assert.rejects(store.apps.add(anApp('shop', aUser('ghost'))), { id: 'not_found' })
})

test("lists are by name; a user's are those they own or work on", async (t) => {
  const { store, user, app } = await openStoreWithApp(t)
  const friend = aUser('friend')
  await store.users.add(friend, null)
  const theirs = anApp('api', friend)
  await store.apps.add(theirs)
  const other = anApp('zoo', friend)
  await store.apps.add(other)
  await store.collaborators.add(aCollaboration(theirs, user))
  assert.deepEqual(await store.apps.list(), [theirs, app, other])
  assert.deepEqual(await store.apps.listOfUser(user.id), [theirs, app])
  assert.deepEqual(await store.apps.listOfUser(friend.id), [theirs, other])
})

test('an app that is renamed is found by its new name alone, and a name that is taken is refused', async (t) => {
  const { store, user, app } = await openStoreWithApp(t)
  await store.apps.add(anApp('shop', user))
  const updatedAt = new Date('2027-01-02T03:04:05Z')
  await store.apps.rename(app.id, 'journal', updatedAt)
  assert.deepEqual(await store.apps.find('journal'), { ...app, name: 'journal', updatedAt })
  assert.equal(await store.apps.find('blog'), undefined)
  await assert.rejects(store.apps.rename(app.id, 'shop', updatedAt), /UNIQUE/)
})

test("an app that is given away is its new owner's", async (t) => {
  const { store, user, app } = await openStoreWithApp(t)
  const friend = aUser('friend')
  await store.users.add(friend, null)
  const updatedAt = new Date('2027-01-02T03:04:05Z')
  await store.apps.setOwner(app.id, friend.id, updatedAt)
  assert.deepEqual(await store.apps.find('blog'), { ...app, ownerId: friend.id, updatedAt })
  assert.deepEqual(await store.apps.listOfUser(user.id), [])
})

test('with an app goes all that belongs to it', async (t) => {
  const { store, user, app } = await openStoreWithApp(t)
  const stamps = { createdAt: storedAt, updatedAt: storedAt }
  const slug = aSlug(app)
  await store.slugs.add(slug)
  const release = await store.releases.add(aRelease(app, { slugId: slug.id }))
  const ids = { slugId: slug.id, releaseId: release.id }
  await store.builds.add({
    id: 'b1',
    appId: app.id,
    userId: user.id,
    status: 'succeeded',
    source: 'x',
    ...ids,
    ...stamps,
  })
  const entry = newFormationEntry({ id: 'f1', appId: app.id, type: 'web' }, storedAt)
  await store.formation.put(entry)
  await store.webDomains.add(aWebDomain(app, 'a.example'))
  await store.collaborators.add(aCollaboration(app, user))

  await store.apps.remove(app.id)

  assert.equal(await store.apps.find(app.id), undefined)
  assert.equal(await store.slugs.find(slug.id), undefined)
  assert.equal(await store.webDomains.find('a.example'), undefined)
  assert.deepEqual(await store.releases.listOfApp(app.id), [])
  assert.deepEqual(await store.builds.listOfApp(app.id), [])
  assert.deepEqual(await store.formation.listOfApp(app.id), [])
  assert.deepEqual(await store.collaborators.listOfApp(app.id), [])
})

test('the stack that builds stand on', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  assert.equal(await store.apps.buildStackOf(app.id), null)
  await store.apps.setBuildStack(app.id, 'container')
  assert.equal(await store.apps.buildStackOf(app.id), 'container')
})
