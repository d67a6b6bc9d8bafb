import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aClient, aGrant, aUser, openTestStore, storedAt } from '../../fixtures/stored.ts'

async function storeWithClient(t: Parameters<typeof openTestStore>[0]) {
  const store = await openTestStore(t)
  const ann = aUser('ann')
  const client = aClient(ann)
  await store.users.add(ann, null)
  await store.oauthClients.add(client, 'hash')
  return { store, ann, client }
}

test("a grant is found by its code's hash and used once", async (t) => {
  const { store, ann, client } = await storeWithClient(t)
  const grant = aGrant(client, ann, { scope: ['identity', 'read'], codeChallenge: 'abc' })
  await store.oauthGrants.add(grant, 'code')
  assert.deepEqual(await store.oauthGrants.findByCode('code'), grant)
  assert.equal(await store.oauthGrants.findByCode(grant.id), undefined)
  const used = await Promise.all(['t1', 't2'].map((it) => store.oauthGrants.use(grant.id, it)))
  assert.deepEqual(used, [true, false])
  assert.equal((await store.oauthGrants.findByCode('code'))?.tokenId, 't1')
})

test("a user's codes go, but not those that were used or are another's", async (t) => {
  const { store, ann, client } = await storeWithClient(t)
  const bob = aUser('bob')
  await store.users.add(bob, null)
  await store.oauthGrants.add(aGrant(client, ann, { id: 'waiting' }), 'waiting')
  await store.oauthGrants.add(aGrant(client, ann, { id: 'used', tokenId: 't1' }), 'used')
  await store.oauthGrants.add(aGrant(client, bob, { id: 'other' }), 'other')
  await store.oauthGrants.removeUnused(ann.id)
  assert.equal(await store.oauthGrants.findByCode('waiting'), undefined)
  assert.ok(await store.oauthGrants.findByCode('used'))
  assert.ok(await store.oauthGrants.findByCode('other'))
})

test('what expired before a time goes', async (t) => {
  const { store, ann, client } = await storeWithClient(t)
  const at = (seconds: number) => new Date(storedAt.getTime() + seconds * 1000)
  for (const seconds of [1, 2])
    await store.oauthGrants.add(
      aGrant(client, ann, { id: `g${seconds}`, expiresAt: at(seconds) }),
      `code ${seconds}`,
    )
  await store.oauthGrants.removeExpired(at(2))
  assert.equal(await store.oauthGrants.findByCode('code 1'), undefined)
  assert.ok(await store.oauthGrants.findByCode('code 2'))
})
