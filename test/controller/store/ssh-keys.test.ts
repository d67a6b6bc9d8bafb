import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, openTestStore, storedAt } from '../../fixtures/stored.ts'

const aKey = (id: string, userId: string) => ({
  id,
  userId,
  publicKey: `ssh-ed25519 ${id}`,
  comment: 'laptop',
  fingerprint: `SHA256:${id}`,
  createdAt: storedAt,
})

test('keys are found by their fingerprint, listed of their owner, and gone with either', async (t) => {
  const store = await openTestStore(t)
  const [ann, bob] = [aUser('ann'), aUser('bob')]
  for (const user of [ann, bob]) await store.users.add(user, null)
  const [first, second, other] = [aKey('a', ann.id), aKey('b', ann.id), aKey('c', bob.id)]
  for (const key of [first, second, other]) await store.sshKeys.add(key)
  assert.deepEqual(await store.sshKeys.findByFingerprint('SHA256:b'), second)
  assert.equal(await store.sshKeys.findByFingerprint('b'), undefined)
  assert.deepEqual(await store.sshKeys.listOfUser(ann.id), [first, second])
  assert.equal((await store.sshKeys.list()).length, 3)
  await assert.rejects(store.sshKeys.add({ ...first, id: 'd', userId: bob.id }), /UNIQUE/)
  await store.sshKeys.remove('a')
  assert.deepEqual(await store.sshKeys.listOfUser(ann.id), [second])
})
