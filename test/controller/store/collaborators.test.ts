import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCollaboration, anApp, aUser, openStoreWithApp } from '../../fixtures/stored.ts'

test('a collaborator is found by app and user, and gone after removal', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const friend = aUser('friend')
  await store.users.add(friend, null)
  const collaborator = aCollaboration(app, friend)
  await store.collaborators.add(collaborator)
  assert.deepEqual(await store.collaborators.find(app.id, friend.id), collaborator)
  assert.equal(await store.collaborators.find('app-other', friend.id), undefined)
  assert.equal(await store.collaborators.find(app.id, 'user-other'), undefined)
  assert.deepEqual(await store.collaborators.listOfApp(app.id), [collaborator])
  await assert.rejects(store.collaborators.add({ ...collaborator, id: 'c2' }), /UNIQUE/)

  await store.collaborators.remove(collaborator.id)
  assert.deepEqual(await store.collaborators.listOfApp(app.id), [])
})

test('permissions are kept, and changed', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const friend = aUser('friend')
  await store.users.add(friend, null)
  const collaborator = aCollaboration(app, friend, { permissions: ['view', 'manage'] })
  await store.collaborators.add(collaborator)
  assert.deepEqual(await store.collaborators.find(app.id, friend.id), collaborator)
  const updatedAt = new Date('2027-01-02T03:04:05Z')
  await store.collaborators.setPermissions(collaborator.id, ['view'], updatedAt)
  const changed = { ...collaborator, permissions: ['view'], updatedAt }
  assert.deepEqual(await store.collaborators.find(app.id, friend.id), changed)
})

test('a user can leave all apps at once', async (t) => {
  const { store, user, app } = await openStoreWithApp(t)
  const [friend, other] = [aUser('friend'), aUser('other')]
  for (const it of [friend, other]) await store.users.add(it, null)
  const shop = anApp('shop', user)
  await store.apps.add(shop)
  const stays = aCollaboration(app, other)
  for (const it of [aCollaboration(app, friend), aCollaboration(shop, friend), stays])
    await store.collaborators.add(it)
  await store.collaborators.removeOfUser(friend.id)
  assert.deepEqual(await store.collaborators.listOfApp(app.id), [stays])
  assert.deepEqual(await store.collaborators.listOfApp(shop.id), [])
})
