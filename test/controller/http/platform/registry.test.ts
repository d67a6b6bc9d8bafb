import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const path = '/apps/blog/registry'

test('a login is set and taken away; neither answer nor log has the password', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  assert.deepEqual((await call('owner', 'GET', path)).body, { username: null, has_password: false })
  const set = await call('owner', 'PATCH', path, { username: 'me', password: 's3cret' })
  assert.deepEqual([set.status, set.body], [200, { username: 'me', has_password: true }])
  assert.deepEqual((await call('owner', 'GET', path)).body, set.body)
  const told = platform.logs.texts(app.id).at(-1)
  assert.equal(told, 'app[api]: Set registry username, password by user owner@example.com')
  const cleared = await call('owner', 'PATCH', path, { password: null })
  assert.deepEqual(cleared.body, { username: 'me', has_password: false })
  for (const body of [{ username: '' }, { username: 5 }, { email: 'a' }])
    assert.equal((await call('owner', 'PATCH', path, body)).status, 422)
})
