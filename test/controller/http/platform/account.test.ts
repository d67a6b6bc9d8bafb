import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

for (const path of ['/account', '/users/~']) {
  test(`GET ${path} is who asks`, async (t) => {
    const { call, users } = await createTestServer(t)
    const { status, body } = await call('friend', 'GET', path)
    assertIsResource('account', body)
    const { id, email } = body as { id: string; email: string }
    assert.deepEqual([status, id, email], [200, users.friend.id, 'friend@example.com'])
  })
}

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

test('another admin, where that is asked for', async (t) => {
  const { call, platform } = await createTestServer(t)
  await call('admin', 'POST', '/users', { email: 'b@example.com', password: 'twelve chars', admin: true })
  assert.equal((await platform.store.users.find('b@example.com'))?.isAdmin, true)
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
