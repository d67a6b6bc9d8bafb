import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { createClient, destroyClient } from '../../../../src/controller/deploy/change-clients.ts'
import { addToken } from '../../../../src/controller/deploy/change-tokens.ts'
import { hashPassword, hashToken } from '../../../../src/controller/deploy/secrets.ts'
import { openStore } from '../../../../src/controller/store/store.ts'
import { createTestPlatform } from '../../../fixtures/platform.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { aUser } from '../../../fixtures/stored.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

interface Authorization {
  id: string
  description: string
  scope: string[]
  access_token: { id: string; token: string; expires_in: number | null }
  user: { email: string }
}

const basic = (name: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
})
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

async function createLoginable(t: Parameters<typeof createTestServer>[0]) {
  const made = await createTestServer(t)
  const hash = await hashPassword('correct: horse')
  await made.platform.store.users.setPasswordHash(made.users.owner.id, hash)
  const logIn = (name: string, password: string, body: object = {}) =>
    made.call('nobody', 'POST', '/oauth/authorizations', body, basic(name, password))
  return { ...made, logIn }
}

test('a password becomes a token that works', async (t) => {
  const { call, logIn } = await createLoginable(t)
  const asked = { description: 'my laptop', expires_in: 3600, scope: ['global'] }
  const { status, body } = await logIn('owner@example.com', 'correct: horse', asked)
  assert.equal(status, 201)
  assertIsResource('oauth-authorization', body)
  const { description, access_token, user } = body as Authorization
  assert.deepEqual(
    [description, access_token.expires_in, user.email],
    ['my laptop', 3600, 'owner@example.com'],
  )
  assert.equal((await call('nobody', 'GET', '/account', undefined, bearer(access_token.token))).status, 200)
})

test('the seconds may be text, as the heroku client sends them', async (t) => {
  const { call } = await createTestServer(t)
  const { status, body } = await call('owner', 'POST', '/oauth/authorizations', { expires_in: '1000' })
  assert.deepEqual([status, (body as Authorization).access_token.expires_in], [201, 1000])
})

const wrong = [
  ['owner@example.com', 'wrong'],
  ['owner@example.com', ''],
  ['nobody@example.com', 'correct: horse'],
  ['friend@example.com', ''],
  ['friend@example.com', 'anything'],
  ['', ''],
] as const
for (const [name, password] of wrong) {
  test(`${name || 'nobody'} with the password ${JSON.stringify(password)} is not let in`, async (t) => {
    const { logIn, platform, users } = await createLoginable(t)
    const { status, headers, body } = await logIn(name, password)
    assert.deepEqual(
      [status, headers['www-authenticate'], body],
      [401, 'Basic realm="qp"', { id: 'unauthorized', message: 'Invalid email address or password.' }],
    )
    assert.equal((await platform.store.tokens.listOfUser(users.owner.id)).length, 1)
  })
}

test('without any credentials nobody is let in either', async (t) => {
  const { call } = await createTestServer(t)
  assert.equal((await call('nobody', 'POST', '/oauth/authorizations', {})).status, 401)
})

test('a token makes another, which lives until it is revoked', async (t) => {
  const { call } = await createTestServer(t)
  const { status, body } = await call('owner', 'POST', '/oauth/authorizations', { description: 'CI' })
  const { id, access_token } = body as Authorization
  assert.deepEqual([status, access_token.expires_in], [201, null])
  const ask = async () =>
    (await call('nobody', 'GET', '/account', undefined, bearer(access_token.token))).status
  assert.equal(await ask(), 200)
  const revoked = await call('owner', 'DELETE', `/oauth/authorizations/${id}`)
  assert.equal(revoked.status, 200)
  assertIsResource('oauth-authorization', revoked.body)
  assert.equal(await ask(), 401)
  assert.equal((await call('owner', 'DELETE', `/oauth/authorizations/${id}`)).status, 404)
})

test('"~" is the token in use', async (t) => {
  const { call } = await createTestServer(t)
  const { body } = await call('owner', 'GET', '/oauth/authorizations/~')
  assertIsResource('oauth-authorization', body)
  assert.equal((body as Authorization).description, "owner@example.com's")
  assert.equal((await call('owner', 'DELETE', '/oauth/authorizations/~')).status, 200)
  assert.equal((await call('owner', 'GET', '/account')).status, 401)
  assert.equal((await call('friend', 'GET', '/account')).status, 200)
})

test("a list shows only one's own, never a secret, and what is left of each", async (t) => {
  const { platform, users, tokens, call } = await createTestServer(t)
  await addToken(platform, users.owner, { description: 'short', lifetime: 60 })
  platform.clock.at = new Date(platform.clock.at.getTime() + 45_000)
  const { body } = await call('owner', 'GET', '/oauth/authorizations')
  const list = body as Authorization[]
  for (const it of list) assertIsResource('oauth-authorization', it)
  assert.deepEqual(
    list.map((it) => [it.description, it.access_token.expires_in, it.access_token.token]),
    [
      ["owner@example.com's", null, ''],
      ['short', 15, ''],
    ],
  )
  assert.ok(!JSON.stringify(body).includes(tokens.owner))
})

test('nobody touches the token of somebody else', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  const [token] = await platform.store.tokens.listOfUser(users.owner.id)
  for (const method of ['GET', 'DELETE'])
    for (const who of ['stranger', 'admin'] as const)
      assert.equal((await call(who, method, `/oauth/authorizations/${token?.id}`)).status, 404)
  assert.equal((await call('owner', 'GET', '/account')).status, 200)
})

test('a token for less is made by one for all', async (t) => {
  const { call } = await createTestServer(t)
  const made = await call('owner', 'POST', '/oauth/authorizations', { scope: ['read', 'identity', 'read'] })
  assertIsResource('oauth-authorization', made.body)
  const { scope, access_token } = made.body as Authorization
  assert.deepEqual(scope, ['identity', 'read'])
  const ask = async (method: string, path: string) =>
    (await call('nobody', method, path, {}, bearer(access_token.token))).status
  assert.equal(await ask('GET', '/account'), 200)
  assert.equal(await ask('GET', '/apps'), 200)
  assert.equal(await ask('POST', '/apps'), 403)
  assert.equal(await ask('POST', '/oauth/authorizations'), 403)
  const refused = await call('owner', 'POST', '/oauth/authorizations', { scope: ['all'] })
  assert.equal(refused.status, 422)
})

test('a token is described anew', async (t) => {
  const { call } = await createTestServer(t)
  const { id } = (await call('owner', 'POST', '/oauth/authorizations', {})).body as Authorization
  const { status, body } = await call('owner', 'PATCH', `/oauth/authorizations/${id}`, { description: 'CI' })
  assertIsResource('oauth-authorization', body)
  assert.deepEqual([status, (body as Authorization).description], [200, 'CI'])
  assert.equal(
    (await call('admin', 'PATCH', `/oauth/authorizations/${id}`, { description: 'x' })).status,
    404,
  )
  const again = (await call('owner', 'GET', `/oauth/authorizations/${id}`)).body as Authorization
  assert.equal(again.description, 'CI')
})

test('a rotated token has another secret and the same end, and the secret before is refused', async (t) => {
  const { platform, call } = await createTestServer(t)
  const made = (await call('owner', 'POST', '/oauth/authorizations', { expires_in: 60 }))
    .body as Authorization
  platform.clock.at = new Date(platform.clock.at.getTime() + 20_000)
  const path = `/oauth/authorizations/${made.id}/actions/regenerate-tokens`
  const { status, body } = await call('owner', 'POST', path)
  assertIsResource('oauth-authorization', body)
  const { id, access_token } = body as Authorization
  assert.deepEqual([status, id, access_token.expires_in], [200, made.id, 40])
  const ask = async (token: string) =>
    (await call('nobody', 'GET', '/account', undefined, bearer(token))).status
  assert.equal(await ask(made.access_token.token), 401)
  assert.equal(await ask(access_token.token), 200)
  assert.equal((await call('admin', 'POST', path)).status, 404)
})

test('tokens that expired a day ago make room for others', async (t) => {
  const { call, platform } = await createTestServer(t)
  await call('owner', 'POST', '/oauth/authorizations', { description: 'of a build', expires_in: 60 })
  const listed = async () =>
    ((await call('owner', 'GET', '/oauth/authorizations')).body as Authorization[]).map(
      (it) => it.description,
    )
  platform.clock.at = new Date(platform.clock.at.getTime() + 60 * 60 * 1000)
  await call('owner', 'POST', '/oauth/authorizations', { description: 'soon after' })
  assert.ok((await listed()).includes('of a build'))
  platform.clock.at = new Date(platform.clock.at.getTime() + 24 * 60 * 60 * 1000)
  await call('owner', 'POST', '/oauth/authorizations', { description: 'a day after' })
  assert.equal((await listed()).includes('of a build'), false)
  assert.ok((await listed()).includes('soon after'))
})

for (const expires_in of [0, -1, '-5', 'soon', '', 1.5, '99999999999']) {
  test(`a life of ${JSON.stringify(expires_in)} seconds is refused`, async (t) => {
    const { call } = await createTestServer(t)
    assert.equal((await call('owner', 'POST', '/oauth/authorizations', { expires_in })).status, 422)
  })
}

test('who reads the store finds only the hash of a token', async (t) => {
  const { settings, now, newId } = await createTestPlatform(t)
  const path = join(settings.dataDir, 'qp.sqlite')
  const store = await openStore(path)
  const user = aUser('owner')
  await store.users.add(user, null)
  const { token, secret } = await addToken({ store, now, newId }, user, {
    description: '',
    lifetime: null,
  })
  assert.deepEqual(await store.tokens.findByHash(hashToken(secret)), token)
  const inUse = Buffer.concat([await readFile(path), await readFile(`${path}-wal`)])
  await store.close()
  assert.ok(inUse.includes(hashToken(secret)))
  assert.ok(!inUse.includes(secret))
})

test('what a client holds names it; what it makes for itself is its own, and ends with it', async (t) => {
  const { call, platform, users } = await createTestServer(t)
  const wanted = { name: 'Dash', redirectUri: 'https://dash.example.com/callback' }
  const { client } = await createClient(platform, users.stranger, wanted)
  const { token, secret } = await addToken(platform, users.owner, {
    description: '',
    lifetime: null,
    clientId: client.id,
  })
  const shown = { id: client.id, name: 'Dash', redirect_uri: wanted.redirectUri }
  const { body } = await call('owner', 'GET', `/oauth/authorizations/${token.id}`)
  assertIsResource('oauth-authorization', body)
  assert.deepEqual((body as { client: unknown }).client, shown)
  const made = await call('nobody', 'POST', '/oauth/authorizations', {}, bearer(secret))
  assert.deepEqual((made.body as { client: unknown }).client, shown)
  const list = (await call('owner', 'GET', '/oauth/authorizations')).body as { client: unknown }[]
  assert.deepEqual(
    list.map((it) => it.client),
    [null, shown, shown],
  )
  await destroyClient(platform, client)
  const second = (made.body as Authorization).access_token.token
  assert.equal((await call('nobody', 'GET', '/account', undefined, bearer(second))).status, 401)
})

test('a client makes nothing that outlives it, and nothing is left of what it made once it is revoked', async (t) => {
  const { call, platform, users } = await createTestServer(t)
  const wanted = { name: 'Dash', redirectUri: 'https://dash.example.com/callback' }
  const { client } = await createClient(platform, users.stranger, wanted)
  const other = await createClient(platform, users.owner, { ...wanted, name: 'Other' })
  const plain = { description: '', lifetime: null }
  const held = await addToken(platform, users.owner, { ...plain, clientId: client.id })
  const own = (await platform.store.tokens.listOfUser(users.owner.id)).find((it) => it.clientId === null)
  const byClient = (method: string, path: string, body?: object) =>
    call('nobody', method, path, body, bearer(held.secret))
  const given = { client: { id: other.client.id, secret: other.secret } }
  for (const [method, path, body] of [
    ['POST', `/oauth/authorizations/${own?.id}/actions/regenerate-tokens`],
    ['PATCH', `/oauth/authorizations/${own?.id}`, given],
    ['PATCH', `/oauth/authorizations/${own?.id}`, { description: 'x' }],
    ['DELETE', `/oauth/authorizations/${own?.id}`],
    ['DELETE', `/oauth/tokens/${own?.id}`],
    ['PATCH', '/account', { new_password: 'correct horse battery' }],
    ['POST', '/account/keys', { public_key: 'ssh-ed25519 AAAA' }],
    ['POST', '/oauth/clients', { name: 'Mine', redirect_uri: wanted.redirectUri }],
    ['PATCH', `/oauth/clients/${other.client.id}`, { redirect_uri: 'https://evil.example.com/' }],
    ['POST', `/oauth/clients/${other.client.id}/actions/rotate-credentials`],
    ['POST', '/v2/auth/tokens', {}],
  ] as const)
    assert.equal((await byClient(method, path, body)).status, 403, `${method} ${path}`)
  assert.equal((await call('owner', 'GET', '/account')).status, 200)
  const named = await byClient('PATCH', `/oauth/authorizations/${held.token.id}`, { description: 'mine' })
  assert.equal(named.status, 200)
  const made = (await byClient('POST', '/oauth/authorizations', {})).body as Authorization
  const ask = async () =>
    (await call('nobody', 'GET', '/account', undefined, bearer(made.access_token.token))).status
  assert.equal(await ask(), 200)
  assert.equal((await byClient('DELETE', `/oauth/authorizations/${held.token.id}`)).status, 200)
  assert.equal(await ask(), 401)
})

test('a token is given to a client by who knows its secret', async (t) => {
  const { call, platform, users } = await createTestServer(t)
  const wanted = { name: 'Dash', redirectUri: 'https://dash.example.com/callback' }
  const { client, secret } = await createClient(platform, users.stranger, wanted)
  const { id } = (await call('owner', 'POST', '/oauth/authorizations', {})).body as Authorization
  const give = (named: object) => call('owner', 'PATCH', `/oauth/authorizations/${id}`, { client: named })
  assert.equal((await give({ id: client.id, secret: 'wrong' })).status, 401)
  assert.equal((await give({ id: 'other', secret })).status, 401)
  assert.equal((await call('owner', 'PATCH', `/oauth/authorizations/${id}`, {})).status, 422)
  const { body } = await give({ id: client.id, secret })
  assertIsResource('oauth-authorization', body)
  assert.equal((body as { client: { name: string } }).client.name, 'Dash')
})

test('logins that fail too often from one address are refused there for a while', async (t) => {
  const { logIn } = await createLoginable(t)
  for (let tries = 0; tries < 10; tries += 1)
    assert.equal((await logIn('owner@example.com', 'wrong')).status, 401)
  const { status, body } = await logIn('owner@example.com', 'correct: horse')
  assert.deepEqual([status, (body as { id: string }).id], [429, 'rate_limit'])
})
