import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient } from '../../../src/controller/deploy/change-clients.ts'
import { findBearer, revokeToken } from '../../../src/controller/deploy/change-tokens.ts'
import { removeUser, setPassword } from '../../../src/controller/deploy/change-users.ts'
import { addGrant, authenticateClient, giveTokens } from '../../../src/controller/deploy/grant-tokens.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { aUser } from '../../fixtures/stored.ts'

const allowed = { scope: ['read'], codeChallenge: null } as const

async function platformWithClient(t: Parameters<typeof createTestPlatform>[0]) {
  const platform = await createTestPlatform(t)
  const [ann, bob] = [aUser('ann', { isAdmin: true }), aUser('bob')]
  await platform.store.users.add(ann, null)
  await platform.store.users.add(bob, null)
  const wanted = { name: 'Dashboard', redirectUri: 'https://dash.example.com/callback' }
  const { client, secret } = await createClient(platform, ann, wanted)
  const pass = (seconds: number) => {
    platform.clock.at = new Date(platform.clock.at.getTime() + seconds * 1000)
  }
  const exchange = (code: string) => giveTokens(platform, client, { type: 'authorization_code', code })
  const refresh = (refreshToken: string) =>
    giveTokens(platform, client, { type: 'refresh_token', refreshToken })
  return { platform, ann, bob, client, secret, pass, exchange, refresh }
}

test('a client is who has its secret, and its id where that is named', async (t) => {
  const { platform, client, secret } = await platformWithClient(t)
  assert.deepEqual(await authenticateClient(platform, { secret }), client)
  assert.deepEqual(await authenticateClient(platform, { id: client.id, secret }), client)
  for (const wrong of [{ id: 'other', secret }, { id: client.id, secret: undefined }, { secret: 'x' }])
    await assert.rejects(authenticateClient(platform, wrong), { error: 'invalid_client' })
})

test('what a code gave is the client’s, for eight hours; a refresh token makes it new until it is revoked', async (t) => {
  const { platform, bob, client, pass, exchange, refresh } = await platformWithClient(t)
  const first = await exchange(await addGrant(platform, bob, client, allowed))
  const { clientId, description, scope, isLogin } = first.token
  assert.deepEqual([clientId, description, scope, isLogin], [client.id, 'Dashboard', ['read'], false])
  assert.deepEqual((await findBearer(platform, first.secret))?.user, bob)
  pass(8 * 3600 - 1)
  assert.ok(await findBearer(platform, first.secret))
  pass(1)
  assert.equal(await findBearer(platform, first.secret), undefined)
  const second = await refresh(first.refreshToken)
  assert.deepEqual((await findBearer(platform, second.secret))?.token, second.token)
  assert.equal(second.token.id, first.token.id)
  await revokeToken(platform, second.token)
  await assert.rejects(refresh(first.refreshToken), { error: 'invalid_grant' })
})

test('a code is good for five minutes, and known for a day', async (t) => {
  const { platform, bob, client, pass, exchange } = await platformWithClient(t)
  const [used, late] = [
    await addGrant(platform, bob, client, allowed),
    await addGrant(platform, bob, client, allowed),
  ]
  pass(299)
  const given = await exchange(used)
  pass(1)
  await assert.rejects(exchange(late), { error: 'invalid_grant', message: /expired/ })
  pass(23 * 3600)
  await addGrant(platform, bob, client, allowed)
  await assert.rejects(exchange(used), { error: 'invalid_grant', message: /used before/ })
  assert.equal(await findBearer(platform, given.secret), undefined)
  assert.deepEqual(await platform.store.tokens.listOfUser(bob.id), [])
  pass(2 * 3600)
  await addGrant(platform, bob, client, allowed)
  await assert.rejects(exchange(used), { error: 'invalid_grant', message: /none of this client/ })
})

test('a code that is on its way when the password is changed gives nothing; what was given stays', async (t) => {
  const { platform, ann, bob, client, exchange } = await platformWithClient(t)
  const given = await exchange(await addGrant(platform, bob, client, allowed))
  const [late, others] = [
    await addGrant(platform, bob, client, allowed),
    await addGrant(platform, ann, client, allowed),
  ]
  await setPassword(platform, bob, 'battery staple')
  await assert.rejects(exchange(late), { error: 'invalid_grant', message: /none of this client/ })
  assert.ok(await findBearer(platform, given.secret))
  assert.ok(await exchange(others))
})

test("another client's code and refresh token are nobody's", async (t) => {
  const { platform, ann, bob, client, exchange } = await platformWithClient(t)
  const other = await createClient(platform, ann, { name: 'Other', redirectUri: 'https://other.example' })
  const code = await addGrant(platform, bob, client, allowed)
  const ofOther = (request: Parameters<typeof giveTokens>[2]) => giveTokens(platform, other.client, request)
  await assert.rejects(ofOther({ type: 'authorization_code', code }), { error: 'invalid_grant' })
  const { refreshToken } = await exchange(code)
  await assert.rejects(ofOther({ type: 'authorization_code', code }), { error: 'invalid_grant' })
  await assert.rejects(ofOther({ type: 'refresh_token', refreshToken }), { error: 'invalid_grant' })
  assert.equal((await platform.store.tokens.listOfUser(bob.id)).length, 1)
})

test('whoever goes takes their codes, tokens and clients with them', async (t) => {
  const { platform, ann, bob, client, exchange, refresh } = await platformWithClient(t)
  const waiting = await addGrant(platform, bob, client, allowed)
  const { refreshToken } = await exchange(await addGrant(platform, bob, client, allowed))
  await removeUser(platform, bob, ann)
  await assert.rejects(exchange(waiting), { error: 'invalid_grant', message: /gone/ })
  await assert.rejects(refresh(refreshToken), { error: 'invalid_grant' })
  const cat = aUser('cat', { isAdmin: true })
  await platform.store.users.add(cat, null)
  await removeUser(platform, ann, cat)
  assert.equal(await platform.store.oauthClients.find(client.id), undefined)
})
