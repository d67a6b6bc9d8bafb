import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsDeisPage } from '../../../fixtures/deis-contract.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('admins see everybody, page by page', async (t) => {
  const { call } = await createTestServer(t)
  const all = assertIsDeisPage('user', (await call('admin', 'GET', '/v2/users/?limit=100')).body)
  assert.deepEqual(
    all.map((it) => it['username']),
    ['admin', 'friend', 'owner', 'stranger'],
  )
  const { body } = await call('admin', 'GET', '/v2/users/?limit=3&offset=3')
  const { count, next, previous, results } = body as Record<string, unknown>
  assert.deepEqual(
    [count, next, previous, (results as unknown[]).length],
    [4, null, 'http://localhost/v2/users/?limit=3', 1],
  )
})

test('admins are made and unmade', async (t) => {
  const { call } = await createTestServer(t)
  const admins = async () =>
    ((await call('admin', 'GET', '/v2/admin/perms/')).body as { results: unknown[] }).results
  const admin = { username: 'admin', is_superuser: true }
  assert.deepEqual(await admins(), [admin])
  const made = await call('admin', 'POST', '/v2/admin/perms/', { username: 'friend' })
  assert.deepEqual([made.status, made.body], [201, ''])
  assert.deepEqual(await admins(), [admin, { username: 'friend', is_superuser: true }])
  const unmade = await call('friend', 'DELETE', '/v2/admin/perms/friend')
  assert.deepEqual([unmade.status, unmade.body], [204, ''])
  assert.deepEqual(await admins(), [admin])
  const none = await call('admin', 'POST', '/v2/admin/perms/', { username: 'none' })
  assert.deepEqual([none.status, none.body], [404, 'No User matches the given query.'])
  const last = await call('admin', 'DELETE', '/v2/admin/perms/admin')
  assert.equal(last.status, 409)
})
