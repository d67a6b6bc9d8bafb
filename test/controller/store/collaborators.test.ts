import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

test('a collaborator is found by app and user, and gone after removal', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const friend = aUser('friend')
  await store.users.add(friend, null)
  const collaborator = { id: 'c1', appId: app.id, userId: friend.id, createdAt: storedAt }
  await store.collaborators.add(collaborator)
  assert.deepEqual(await store.collaborators.find(app.id, friend.id), collaborator)
  assert.equal(await store.collaborators.find('app-other', friend.id), undefined)
  assert.equal(await store.collaborators.find(app.id, 'user-other'), undefined)
  assert.deepEqual(await store.collaborators.listOfApp(app.id), [collaborator])
  await assert.rejects(store.collaborators.add({ ...collaborator, id: 'c2' }), /UNIQUE/)

  await store.collaborators.remove('c1')
  assert.deepEqual(await store.collaborators.listOfApp(app.id), [])
})
