import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Key } from '../../../../src/api-types/key.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { makeKeyPair } from '../../../fixtures/ssh-keys.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const settings = { ssh: { host: '127.0.0.1', port: 2222 } }

test("keys: added, listed, shown and removed, each by its owner alone; and an app's address over SSH", async (t) => {
  const { call } = await createTestServer(t, { settings })
  const { text, fingerprint } = makeKeyPair(t, 'owner@laptop')
  const added = await call('owner', 'POST', '/account/keys', { public_key: text })
  assert.equal(added.status, 201)
  assertIsResource('key', added.body)
  const key = added.body as Key
  assert.deepEqual([key.public_key, key.comment, key.fingerprint], [text.trim(), 'owner@laptop', fingerprint])
  assert.deepEqual((await call('owner', 'GET', '/account/keys')).body, [key])
  assert.deepEqual((await call('friend', 'GET', '/account/keys')).body, [])
  const path = `/account/keys/${encodeURIComponent(fingerprint)}`
  assert.deepEqual((await call('owner', 'GET', path)).body, key)
  assert.equal((await call('friend', 'DELETE', path)).status, 404)
  assert.deepEqual((await call('owner', 'DELETE', path)).body, key)
  assert.deepEqual((await call('owner', 'GET', '/account/keys')).body, [])

  const created = await call('owner', 'POST', '/apps', { name: 'blog' }, { host: 'qp.example:5005' })
  assert.equal((created.body as { ssh_git_url: string }).ssh_git_url, 'ssh://git@qp.example:2222/blog.git')
})

test('what is no key is refused', async (t) => {
  const { call } = await createTestServer(t, { settings })
  const { status, body } = await call('owner', 'POST', '/account/keys', { public_key: 'hello' })
  assert.deepEqual([status, (body as { id: string }).id], [422, 'invalid_params'])
})
