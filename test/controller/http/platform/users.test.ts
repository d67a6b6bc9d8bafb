import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getUser, userReference } from '../../../../src/controller/http/platform/users.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../../fixtures/platform.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { aUser } from '../../../fixtures/stored.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('who did something is named, though gone', async (t) => {
  const platform = await createTestPlatform(t)
  const user = aUser('ann')
  await platform.store.users.add(user, 'a hash')
  await platform.store.users.remove(user)
  assert.deepEqual(userReference(await getUser(platform, user.id)), { id: user.id, email: 'ann@example.com' })
  await assert.rejects(getUser(platform, 'none'), { id: 'not_found', message: 'No such user: none.' })
})

test('an admin makes users, who log in with their password', async (t) => {
  const { call, platform } = await createTestServer(t)
  const user = { email: 'new@example.com', password: 'twelve chars' }
  const { status, body } = await call('admin', 'POST', '/users', user)
  assert.equal(status, 201)
  assertIsResource('account', body)
  assert.ok(!JSON.stringify(body).includes(user.password))
  const stored = await platform.store.users.find('new@example.com')
  assert.equal(stored?.isAdmin, false)
  assert.match((await platform.store.users.findPasswordHash(stored.id)) ?? '', /^scrypt:/)

  const authorization = `Basic ${Buffer.from(`${user.email}:${user.password}`).toString('base64')}`
  assert.equal((await call('nobody', 'POST', '/oauth/authorizations', {}, { authorization })).status, 201)
  const emails = ((await call('admin', 'GET', '/users')).body as { email: string }[]).map((it) => it.email)
  assert.ok(emails.includes('new@example.com'))
})

const refused = [
  { body: { email: 'owner@example.com', password: 'twelve chars' }, status: 409 },
  { body: { email: 'no address', password: 'twelve chars' }, status: 422 },
  { body: { email: 'a:b@example.com', password: 'twelve chars' }, status: 422 },
  { body: { email: 'new@example.com', password: 'too short' }, status: 422 },
  { body: { email: 'new@example.com' }, status: 422 },
]
for (const { body, status } of refused) {
  test(`${JSON.stringify(body)} makes no user`, async (t) => {
    const { call, platform } = await createTestServer(t)
    assert.equal((await call('admin', 'POST', '/users', body)).status, status)
    assert.equal((await platform.store.users.list()).length, 4)
  })
}

test('another admin, at once or later, who may then do everything until it is taken', async (t) => {
  const { call, platform } = await createTestServer(t)
  await call('admin', 'POST', '/users', { email: 'b@example.com', password: 'twelve chars', admin: true })
  assert.equal((await platform.store.users.find('b@example.com'))?.isAdmin, true)

  const made = await call('admin', 'PATCH', '/users/friend@example.com', { admin: true })
  assertIsResource('account', made.body)
  assert.deepEqual([made.status, (made.body as { admin: boolean }).admin], [200, true])
  assert.equal((await call('friend', 'GET', '/users')).status, 200)
  await call('admin', 'PATCH', '/users/friend@example.com', { admin: false })
  assert.equal((await call('friend', 'GET', '/users')).status, 403)
})

test('an admin gives somebody another password, and takes no other property', async (t) => {
  const { call } = await createTestServer(t)
  const set = (body: object) => call('admin', 'PATCH', '/users/friend@example.com', body)
  assert.equal((await set({ new_password: 'correct horse' })).status, 200)
  const authorization = `Basic ${Buffer.from('friend@example.com:correct horse').toString('base64')}`
  assert.equal((await call('nobody', 'POST', '/oauth/authorizations', {}, { authorization })).status, 201)
  assert.equal((await set({ email: 'b@example.com' })).status, 422)
})

test('an admin removes who owns nothing, and nobody else', async (t) => {
  const { call, platform } = await createTestServer(t)
  await createEmptyApp(platform)
  const refusal = await call('admin', 'DELETE', '/users/owner@example.com')
  assert.equal(refusal.status, 409)
  assert.match((refusal.body as { message: string }).message, /owns blog/)
  const { status, body } = await call('admin', 'DELETE', '/users/friend@example.com')
  assertIsResource('account', body)
  assert.equal(status, 200)
  assert.equal((await call('friend', 'GET', '/account')).status, 401)
  assert.equal((await call('admin', 'DELETE', '/users/friend@example.com')).status, 404)
})

test("an admin ends somebody's tokens, or everybody's but the one in use", async (t) => {
  const { call, platform, users } = await createTestServer(t)
  for (const { id } of [users.owner, users.friend, users.stranger])
    await platform.store.users.setPasswordHash(id, 'a hash')
  const revoke = (body: object) => call('admin', 'POST', '/users/actions/revoke-tokens', body)
  const one = await revoke({ user: 'friend@example.com' })
  assert.deepEqual([one.status, (one.body as object[]).length], [200, 1])
  assert.equal((await call('friend', 'GET', '/account')).status, 401)
  assert.equal((await call('stranger', 'GET', '/account')).status, 200)
  assert.equal(((await revoke({})).body as object[]).length, 4)
  assert.equal((await call('stranger', 'GET', '/account')).status, 401)
  assert.equal((await call('admin', 'GET', '/account')).status, 200)
})
