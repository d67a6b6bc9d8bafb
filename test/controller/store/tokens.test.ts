import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, openTestStore, storedAt } from '../../fixtures/stored.ts'

test("a token is found by its hash and listed with its user's", async (t) => {
  const store = await openTestStore(t)
  const [ann, bob] = [aUser('ann'), aUser('bob')]
  await store.users.add(ann, null)
  await store.users.add(bob, null)
  const expiresAt = new Date('2026-09-01T00:00:00.000Z')
  const first = { id: 't1', userId: ann.id, description: 'laptop', expiresAt, createdAt: storedAt }
  const second = {
    ...first,
    id: 't2',
    description: '',
    expiresAt: null,
    createdAt: new Date('2026-08-01T10:00:09.000Z'),
  }
  await store.tokens.add(second, 'hash 2')
  await store.tokens.add(first, 'hash 1')
  await store.tokens.add({ ...first, id: 't3', userId: bob.id }, 'hash 3')

  assert.deepEqual(await store.tokens.findByHash('hash 1'), first)
  assert.deepEqual(await store.tokens.findByHash('hash 2'), second)
  assert.equal(await store.tokens.findByHash('t1'), undefined)
  assert.deepEqual(await store.tokens.listOfUser(ann.id), [first, second])

  await store.tokens.remove('t1')
  assert.equal(await store.tokens.findByHash('hash 1'), undefined)
  assert.deepEqual(await store.tokens.listOfUser(ann.id), [second])
})
