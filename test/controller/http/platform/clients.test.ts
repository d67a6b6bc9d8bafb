import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

interface Client {
  id: string
  name: string
  redirect_uri: string
  secret: string
}

const wanted = { name: 'Dashboard', redirect_uri: 'https://dash.example.com/callback' }

test('a client is made, listed, shown, changed and destroyed; its secret is shown when it is made', async (t) => {
  const { call } = await createTestServer(t)
  const made = await call('owner', 'POST', '/oauth/clients', wanted)
  assert.equal(made.status, 201)
  assertIsResource('oauth-client', made.body)
  const { id, secret, name, redirect_uri } = made.body as Client
  assert.deepEqual({ name, redirect_uri }, wanted)
  assert.match(secret, /^qp-/)
  const path = `/oauth/clients/${id}`
  const shown = await call('owner', 'GET', path)
  assertIsResource('oauth-client', shown.body)
  assert.deepEqual(shown.body, { ...(made.body as Client), secret: '' })
  assert.deepEqual((await call('owner', 'GET', '/oauth/clients')).body, [shown.body])
  const renamed = await call('owner', 'PATCH', path, { name: 'Board' })
  assertIsResource('oauth-client', renamed.body)
  const { name: newName, redirect_uri: sameAddress } = renamed.body as Client
  assert.deepEqual([newName, sameAddress], ['Board', wanted.redirect_uri])
  const moved = await call('owner', 'PATCH', path, { redirect_uri: 'http://localhost:5000/' })
  assert.equal((moved.body as Client).redirect_uri, 'http://localhost:5000/')
  const destroyed = await call('owner', 'DELETE', path)
  assert.equal(destroyed.status, 200)
  assertIsResource('oauth-client', destroyed.body)
  assert.equal((await call('owner', 'GET', path)).status, 404)
})

test('a client gets another secret', async (t) => {
  const { call } = await createTestServer(t)
  const { id, secret } = (await call('owner', 'POST', '/oauth/clients', wanted)).body as Client
  const { status, body } = await call('owner', 'POST', `/oauth/clients/${id}/actions/rotate-credentials`)
  assert.equal(status, 200)
  assertIsResource('oauth-client', body)
  assert.match((body as Client).secret, /^qp-/)
  assert.notEqual((body as Client).secret, secret)
})

test('nobody touches the client of somebody else', async (t) => {
  const { call } = await createTestServer(t)
  const { id } = (await call('owner', 'POST', '/oauth/clients', wanted)).body as Client
  for (const who of ['stranger', 'admin'] as const) {
    assert.deepEqual((await call(who, 'GET', '/oauth/clients')).body, [])
    for (const [method, path] of [
      ['GET', id],
      ['PATCH', id],
      ['DELETE', id],
      ['POST', `${id}/actions/rotate-credentials`],
    ] as const) {
      const body = method === 'PATCH' ? { name: 'Mine' } : undefined
      assert.equal((await call(who, method, `/oauth/clients/${path}`, body)).status, 404)
    }
  }
})

test('a client without a name, or with an address that could be listened to, is refused', async (t) => {
  const { call } = await createTestServer(t)
  for (const body of [{ name: 'x' }, { ...wanted, name: '' }, { ...wanted, redirect_uri: 'http://x.com/' }])
    assert.equal((await call('owner', 'POST', '/oauth/clients', body)).status, 422)
})
