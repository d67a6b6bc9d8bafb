import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const login = { email: 'new@example.com', password: 'twelve chars' }

for (const path of ['/account', '/users/~']) {
  test(`GET ${path} is who asks`, async (t) => {
    const { call, users } = await createTestServer(t)
    const { status, body } = await call('friend', 'GET', path)
    assertIsResource('account', body)
    const { id, email, admin } = body as { id: string; email: string; admin: boolean }
    assert.deepEqual([status, id, email, admin], [200, users.friend.id, 'friend@example.com', false])
  })
}

test('who registers is a user like any other, and no admin', async (t) => {
  const { call, platform } = await createTestServer(t, { settings: { registration: 'open' } })
  const { status, body } = await call('nobody', 'POST', '/account', login)
  assertIsResource('account', body)
  assert.equal(status, 201)
  assert.equal((await platform.store.users.find('new@example.com'))?.isAdmin, false)
  assert.equal((await call('nobody', 'POST', '/account', login)).status, 409)
  const weak = await call('nobody', 'POST', '/account', { email: 'b@example.com', password: 'short' })
  assert.equal(weak.status, 422)
})

const policies = [
  { registration: 'open', statuses: { nobody: 201, friend: 201, admin: 201 } },
  { registration: 'admin', statuses: { nobody: 403, friend: 403, admin: 201 } },
  { registration: 'closed', statuses: { nobody: 403, friend: 403, admin: 403 } },
] as const
for (const { registration, statuses } of policies) {
  test(`registration ${registration}: who may make an account`, async (t) => {
    const { call } = await createTestServer(t, { settings: { registration } })
    for (const who of ['nobody', 'friend', 'admin'] as const) {
      const { status, body } = await call(who, 'POST', '/account', { ...login, email: `${who}2@example.com` })
      assert.equal(status, statuses[who], `${who} ${JSON.stringify(body)}`)
    }
  })
}

test('the password is changed by who knows it, or has none yet', async (t) => {
  const { call } = await createTestServer(t)
  const change = (body: object) => call('friend', 'PATCH', '/account', body)
  const first = await change({ new_password: 'correct horse' })
  assertIsResource('account', first.body)
  assert.equal(first.status, 200)
  for (const password of [undefined, '', 'wrong']) {
    const { status, body } = await change({
      ...(password === undefined ? {} : { password }),
      new_password: login.password,
    })
    const what = password === undefined ? 'is needed too' : 'is another'
    const message = `The current password ${what}. Nothing was changed.`
    assert.deepEqual([status, body], [403, { id: 'forbidden', message }])
  }
  assert.equal((await change({ password: 'correct horse', new_password: 'short' })).status, 422)
  assert.equal((await change({ password: 'correct horse', new_password: login.password })).status, 200)
  const authorization = `Basic ${Buffer.from(`friend@example.com:${login.password}`).toString('base64')}`
  assert.equal((await call('nobody', 'POST', '/oauth/authorizations', {}, { authorization })).status, 201)
})

test('a password that is guessed too often is refused for a while, right or wrong', async (t) => {
  const { call } = await createTestServer(t)
  const change = (body: object) =>
    call('friend', 'PATCH', '/account', { new_password: login.password, ...body })
  await change({})
  for (let tries = 0; tries < 10; tries += 1) assert.equal((await change({ password: 'wrong' })).status, 403)
  const { status, body } = await change({ password: login.password })
  assert.deepEqual([status, (body as { id: string }).id], [429, 'rate_limit'])
})

test('nobody registers by an address that is longer than any', async (t) => {
  const { call } = await createTestServer(t, { settings: { registration: 'open' } })
  const long = { ...login, email: `${'x'.repeat(50_000)}@example.com` }
  const { status, body } = await call('nobody', 'POST', '/account', long)
  assert.equal(status, 422)
  assert.ok(JSON.stringify(body).length < 500)
})

test('an account is cancelled by its user, and its token with it', async (t) => {
  const { call, platform } = await createTestServer(t)
  const { status, body } = await call('friend', 'DELETE', '/account')
  assertIsResource('account', body)
  assert.equal(status, 200)
  assert.equal((await call('friend', 'GET', '/account')).status, 401)
  assert.equal(await platform.store.users.find('friend@example.com'), undefined)
  assert.equal((await call('admin', 'DELETE', '/account')).status, 409)
})
