import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { assertIsDeis, assertIsDeisPage, documented } from '../../../fixtures/deis-contract.ts'
import { makeKeyPair } from '../../../fixtures/ssh-keys.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const ssh = { settings: { ssh: { host: '127.0.0.1', port: 0 } } }

test('a key is added, listed, shown and removed by its name', async (t) => {
  const { call } = await createTestServer(t, ssh)
  const key = makeKeyPair(t, 'mia@laptop')
  const { status, body } = await call('owner', 'POST', '/v2/keys/', { id: 'laptop', public: key.text })
  assert.equal(status, 201)
  assertIsDeis('key', body)
  const md5 = execFileSync('ssh-keygen', ['-l', '-E', 'md5', '-f', `${key.file}.pub`], { encoding: 'utf8' })
  const { id, owner, fingerprint } = body as Record<string, unknown>
  assert.deepEqual([id, owner, `MD5:${fingerprint}`], ['laptop', 'owner', md5.split(' ')[1]])
  assert.deepEqual(assertIsDeisPage('key', (await call('owner', 'GET', '/v2/keys/')).body), [body])
  assert.deepEqual(assertIsDeisPage('key', (await call('friend', 'GET', '/v2/keys/')).body), [])
  assert.deepEqual((await call('owner', 'GET', '/v2/keys/laptop')).body, body)
  const strange = await call('friend', 'DELETE', '/v2/keys/laptop')
  assert.deepEqual([strange.status, strange.body], [404, 'No Key matches the given query.'])
  const removed = await call('owner', 'DELETE', '/v2/keys/laptop')
  assert.deepEqual([removed.status, removed.body], [204, ''])
  assert.equal((await call('owner', 'GET', '/v2/keys/laptop')).status, 404)
})

test('a key that is none, or is there already, is refused in words that clients know', async (t) => {
  const { call } = await createTestServer(t, ssh)
  const [one, other] = [makeKeyPair(t, 'one'), makeKeyPair(t, 'other')]
  const add = async (id: string, text: string) => {
    const { status, body } = await call('owner', 'POST', '/v2/keys/', { id, public: text })
    return [status, status === 400 ? body : undefined]
  }
  assert.deepEqual(await add('one', one.text), [201, undefined])
  assert.deepEqual(await add('one', other.text), [
    400,
    { id: [documented('SSH Key with this id already exists.')] },
  ])
  assert.deepEqual(await add('two', one.text), [
    400,
    { public: [documented('Public Key is already in use')] },
  ])
  assert.deepEqual(await add('two', 'ssh-ed25519 nonsense'), [
    400,
    { public: [documented('Key contains invalid base64 chars')] },
  ])
  const [, dsa] = await add('two', 'ssh-dss AAAA')
  assert.deepEqual(Object.keys(dsa as object), ['public'])
})

test('where a key opens nothing it is refused', async (t) => {
  const { call } = await createTestServer(t)
  const refused = await call('owner', 'POST', '/v2/keys/', { id: 'x', public: 'ssh-ed25519 AAAA' })
  assert.equal(refused.status, 409)
  assert.match((refused.body as { detail: string }).detail, /--ssh/)
})
