import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aClient, aGrant, aToken, aUser, openTestStore } from '../../fixtures/stored.ts'

const later = new Date('2026-08-01T10:00:09.000Z')

async function storeWithUsers(t: Parameters<typeof openTestStore>[0]) {
  const store = await openTestStore(t)
  const [ann, bob] = [aUser('ann'), aUser('bob')]
  await store.users.add(ann, null)
  await store.users.add(bob, null)
  return { store, ann, bob }
}

test("a client is found by its id and its secret's hash, and listed with its owner's", async (t) => {
  const { store, ann, bob } = await storeWithUsers(t)
  const [first, second] = [aClient(ann), aClient(ann, { id: 'c2', createdAt: later })]
  await store.oauthClients.add(second, 'hash 2')
  await store.oauthClients.add(first, 'hash 1')
  assert.deepEqual(await store.oauthClients.find('c2'), second)
  assert.deepEqual(await store.oauthClients.findBySecret('hash 1'), first)
  assert.equal(await store.oauthClients.findBySecret('c2'), undefined)
  assert.deepEqual(await store.oauthClients.listOfUser(ann.id), [first, second])
  assert.deepEqual(await store.oauthClients.listOfUser(bob.id), [])
})

test('a client is changed, and gets another secret', async (t) => {
  const { store, ann } = await storeWithUsers(t)
  const client = aClient(ann)
  await store.oauthClients.add(client, 'hash 1')
  const changed = { ...client, name: 'Deploy', redirectUri: 'https://other.example', updatedAt: later }
  await store.oauthClients.update(changed)
  assert.deepEqual(await store.oauthClients.findBySecret('hash 1'), changed)
  await store.oauthClients.setSecretHash(client.id, 'hash 2', later)
  assert.equal(await store.oauthClients.findBySecret('hash 1'), undefined)
  assert.deepEqual(await store.oauthClients.findBySecret('hash 2'), changed)
})

test("a client's end is the end of its codes and tokens, whoever's they are", async (t) => {
  const { store, ann, bob } = await storeWithUsers(t)
  const clients = [aClient(ann), aClient(ann, { id: 'c2', createdAt: later })]
  for (const client of clients) {
    await store.oauthClients.add(client, `hash of ${client.id}`)
    await store.tokens.add(aToken(bob, { id: `t-${client.id}`, clientId: client.id }), client.id)
    await store.oauthGrants.add(aGrant(client, bob, { id: `g-${client.id}` }), client.id)
  }
  const own = aToken(bob)
  await store.tokens.add(own, 'own')
  assert.deepEqual(await store.oauthClients.listAllowedBy(bob.id), clients)
  assert.deepEqual(await store.oauthClients.listAllowedBy(ann.id), [])
  await store.oauthClients.remove('c2')
  assert.equal(await store.oauthClients.find('c2'), undefined)
  assert.equal(await store.oauthGrants.findByCode('c2'), undefined)
  const left = await store.tokens.listOfUser(bob.id)
  assert.deepEqual(left.map((it) => it.clientId).sort(), [clients[0]?.id, null])
  assert.ok(await store.oauthGrants.findByCode(clients[0]?.id ?? ''))
})
