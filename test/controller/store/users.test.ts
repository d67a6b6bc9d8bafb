import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, openTestStore } from '../../fixtures/stored.ts'

test("a user is found by id and by address, and never with the password's hash", async (t) => {
  const { users } = await openTestStore(t)
  const ann = aUser('ann')
  const root = aUser('root', { isAdmin: true, createdAt: new Date('2026-07-01T10:00:00.000Z') })
  await users.add(ann, 'scrypt:a:b')
  await users.add(root, null)
  assert.deepEqual(await users.find(ann.id), ann)
  assert.deepEqual(await users.find('root@example.com'), root)
  assert.equal(await users.find('nobody@example.com'), undefined)
  assert.deepEqual(await users.list(), [root, ann])
  await assert.rejects(users.add({ ...ann, id: 'other' }, null), /UNIQUE/)
})

test('a password can be set and is read by itself', async (t) => {
  const { users } = await openTestStore(t)
  const ann = aUser('ann')
  await users.add(ann, null)
  assert.equal(await users.findPasswordHash(ann.id), null)
  await users.setPasswordHash(ann.id, 'scrypt:a:b')
  assert.equal(await users.findPasswordHash(ann.id), 'scrypt:a:b')
  assert.equal(await users.findPasswordHash('nobody'), null)
})
