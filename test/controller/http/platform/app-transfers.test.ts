import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('an app is given to somebody at once, and its owner before goes on working on it', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const give = { app: 'blog', recipient: 'friend@example.com', silent: true }
  const { status, body } = await call('owner', 'POST', '/account/app-transfers', give)
  assert.equal(status, 201)
  assertIsResource('app-transfer', body)
  const { state, owner, recipient } = body as Record<string, { email: string }>
  assert.deepEqual(
    [state, owner?.email, recipient?.email],
    ['accepted', 'owner@example.com', 'friend@example.com'],
  )
  assert.equal((await call('owner', 'GET', '/apps/blog')).status, 200)
  assert.equal((await call('owner', 'DELETE', '/apps/blog')).status, 403)
  assert.equal((await call('friend', 'DELETE', '/apps/blog')).status, 200)
})

test('an admin gives away what is not theirs; who does not exist is given nothing', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const give = (recipient: string) =>
    call('admin', 'POST', '/account/app-transfers', { app: 'blog', recipient })
  assert.equal((await give('nobody@example.com')).status, 404)
  assert.equal((await give('owner@example.com')).status, 422)
  assert.equal((await give(users.friend.id)).status, 201)
  assert.equal((await platform.store.apps.find('blog'))?.ownerId, users.friend.id)
})
