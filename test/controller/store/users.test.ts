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

test('an admin is made and unmade', async (t) => {
  const { users } = await openTestStore(t)
  const ann = aUser('ann')
  await users.add(ann, null)
  await users.setAdmin(ann.id, true)
  assert.equal((await users.find(ann.id))?.isAdmin, true)
  await users.setAdmin(ann.id, false)
  assert.equal((await users.find(ann.id))?.isAdmin, false)
})

test('who was removed is still named by what they did, and their address is free', async (t) => {
  const { users } = await openTestStore(t)
  const ann = aUser('ann', { isAdmin: true })
  await users.add(ann, 'scrypt:a:b')
  await users.remove(ann)
  assert.equal(await users.find(ann.id), undefined)
  assert.equal(await users.find(ann.email), undefined)
  assert.deepEqual(await users.list(), [])
  assert.equal(await users.findPasswordHash(ann.id), null)
  assert.deepEqual(await users.findEvenRemoved(ann.id), { ...ann, username: ann.email, isAdmin: false })
  const another = { ...ann, id: 'another' }
  await users.add(another, null)
  assert.deepEqual(await users.find(ann.email), another)
  await users.remove(another)
  assert.deepEqual((await users.findEvenRemoved('another'))?.email, ann.email)
})
