import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

interface Drain {
  id: string
  url: string
  token: string
}

test('a drain is added, listed, found by URL, token and id, and removed', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const url = 'https://user:pass@logs.example.com:4000/in?a=b'
  const added = await call('owner', 'POST', '/apps/blog/log-drains', { url })
  assert.equal(added.status, 201)
  assertIsResource('log-drain', added.body)
  const { id, token } = added.body as Drain
  for (const which of [id, token, encodeURIComponent(url)])
    assert.deepEqual((await call('owner', 'GET', `/apps/blog/log-drains/${which}`)).body, added.body)
  assert.deepEqual((await call('owner', 'GET', '/apps/blog/log-drains')).body, [added.body])
  const extended = (await call('owner', 'GET', '/apps/blog/log-drains?extended=true')).body
  assert.deepEqual(extended, [{ ...(added.body as Drain), extended: { drain_id: id } }])

  const removed = await call('owner', 'DELETE', `/apps/blog/log-drains/${encodeURIComponent(url)}`)
  assert.deepEqual([removed.status, removed.body], [200, added.body])
  assert.equal((await call('owner', 'DELETE', `/apps/blog/log-drains/${token}`)).status, 404)
})

test('what no drain can be sent to is refused with a reason', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const { status, body } = await call('owner', 'POST', '/apps/blog/log-drains', {
    url: 'logs.example.com:514',
  })
  assert.equal(status, 422)
  assert.match((body as { message: string }).message, /A drain is syslog:\/\/HOST:PORT/)
})

test('who may only look at the app does not see where its log goes', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  const [createdAt, updatedAt] = [platform.now(), platform.now()]
  const member = { id: 'c1', appId: app.id, userId: users.friend.id, createdAt, updatedAt }
  await platform.store.collaborators.add({ ...member, permissions: ['view'] })
  assert.equal((await call('friend', 'GET', '/apps/blog/log-drains')).status, 403)
})
