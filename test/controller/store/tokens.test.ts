import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aClient, aToken, aUser, openTestStore } from '../../fixtures/stored.ts'

const later = new Date('2026-08-01T10:00:09.000Z')

test("a token is found by its hash and listed with its user's", async (t) => {
  const store = await openTestStore(t)
  const [ann, bob] = [aUser('ann'), aUser('bob')]
  await store.users.add(ann, null)
  await store.users.add(bob, null)
  const expiresAt = new Date('2026-09-01T00:00:00.000Z')
  const first = aToken(ann, { id: 't1', description: 'laptop', expiresAt, isLogin: true })
  const second = aToken(ann, { id: 't2', scope: ['identity', 'read'], createdAt: later })
  await store.tokens.add(second, 'hash 2')
  await store.tokens.add(first, 'hash 1')
  await store.tokens.add(aToken(bob), 'hash 3')

  assert.deepEqual(await store.tokens.findByHash('hash 1'), first)
  assert.deepEqual(await store.tokens.findByHash('hash 2'), second)
  assert.equal(await store.tokens.findByHash('t1'), undefined)
  assert.deepEqual(await store.tokens.find('t1'), first)
  assert.equal(await store.tokens.find('hash 1'), undefined)
  assert.deepEqual(await store.tokens.listOfUser(ann.id), [first, second])

  await store.tokens.remove('t1')
  assert.equal(await store.tokens.findByHash('hash 1'), undefined)
  assert.deepEqual(await store.tokens.listOfUser(ann.id), [second])
})

test("a client's token is found by its refresh token and refreshed; any may be given to a client", async (t) => {
  const store = await openTestStore(t)
  const ann = aUser('ann')
  const client = aClient(ann)
  await store.users.add(ann, null)
  await store.oauthClients.add(client, 'secret')
  const token = aToken(ann, { clientId: client.id, expiresAt: later })
  await store.tokens.add(token, 'hash 1', { refreshHash: 'refresh' })
  assert.deepEqual(await store.tokens.findByRefreshToken('refresh'), token)
  assert.equal(await store.tokens.findByHash('refresh'), undefined)
  const refreshed = { ...token, expiresAt: new Date('2026-09-01T00:00:00.000Z'), updatedAt: later }
  await store.tokens.refresh(refreshed, 'hash 2')
  assert.equal(await store.tokens.findByHash('hash 1'), undefined)
  assert.deepEqual(await store.tokens.findByHash('hash 2'), refreshed)
  const own = aToken(ann, { id: 'own' })
  await store.tokens.add(own, 'hash 3')
  await store.tokens.setClient('own', client.id, later)
  assert.deepEqual(await store.tokens.findByHash('hash 3'), {
    ...own,
    clientId: client.id,
    updatedAt: later,
  })
})

test('what was made by a token ends with it, and so on', async (t) => {
  const store = await openTestStore(t)
  const ann = aUser('ann')
  await store.users.add(ann, null)
  const own = aToken(ann, { id: 'own' })
  await store.tokens.add(own, 'own')
  await store.tokens.add(aToken(ann, { id: 'first' }), 'first')
  await store.tokens.add(aToken(ann, { id: 'second' }), 'second', { madeBy: 'first' })
  await store.tokens.add(aToken(ann, { id: 'third' }), 'third', { madeBy: 'second' })
  await store.tokens.remove('first')
  assert.deepEqual(await store.tokens.listOfUser(ann.id), [own])
})

test('a token is described anew, and gets another secret', async (t) => {
  const store = await openTestStore(t)
  const ann = aUser('ann')
  await store.users.add(ann, null)
  const token = aToken(ann)
  await store.tokens.add(token, 'hash 1')
  await store.tokens.setDescription(token.id, 'CI', later)
  const described = { ...token, description: 'CI', updatedAt: later }
  assert.deepEqual(await store.tokens.findByHash('hash 1'), described)
  await store.tokens.setHash(token.id, 'hash 2', later)
  assert.equal(await store.tokens.findByHash('hash 1'), undefined)
  assert.deepEqual(await store.tokens.findByHash('hash 2'), described)
})

test('what expired before is forgotten, but for what is refreshed and what is of others', async (t) => {
  const store = await openTestStore(t)
  const [ann, bob] = [aUser('ann'), aUser('bob')]
  for (const user of [ann, bob]) await store.users.add(user, null)
  const expiresAt = new Date('2026-08-01T00:00:00.000Z')
  await store.tokens.add(aToken(ann, { id: 'endless', expiresAt: null }), 'endless')
  await store.tokens.add(aToken(ann, { id: 'live', expiresAt: later }), 'live')
  await store.tokens.add(aToken(ann, { id: 'over', expiresAt }), 'over')
  await store.tokens.add(aToken(ann, { id: 'refreshed', expiresAt }), 'refreshed', { refreshHash: 'again' })
  await store.tokens.add(aToken(bob, { id: 'of bob', expiresAt }), 'of bob')
  await store.tokens.removeExpired(ann.id, later)
  const left = [...(await store.tokens.listOfUser(ann.id)), ...(await store.tokens.listOfUser(bob.id))]
  assert.deepEqual(left.map((it) => it.id).sort(), ['endless', 'live', 'of bob', 'refreshed'])
})
