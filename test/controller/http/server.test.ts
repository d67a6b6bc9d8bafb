import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { createDeployedApp, createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestServer } from '../../fixtures/test-server.ts'

const json = { 'content-type': 'application/json' }

test('answers are JSON, and every one has an id that no client chose', async (t) => {
  const { call } = await createTestServer(t)
  const ask = () => call('owner', 'GET', '/account', undefined, { 'request-id': 'mine' })
  const [one, two] = [await ask(), await ask()]
  assert.match(String(one.headers['content-type']), /^application\/json/)
  assert.match(String(one.headers['request-id']), /^[\da-f]{8}-/)
  assert.notEqual(one.headers['request-id'], two.headers['request-id'])
})

test('a request without a body may call its body JSON', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createDeployedApp(platform)
  assert.equal((await call('owner', 'DELETE', '/apps/blog/dynos/web.1', '', json)).status, 202)
  assert.equal((await call('owner', 'POST', '/apps/blog/dynos/web.1/actions/stop', '', json)).status, 202)
})

test('a body that is no JSON, or poisons objects, is refused', async (t) => {
  const { call } = await createTestServer(t)
  for (const body of ['{"name":', '{"__proto__": {"a": 1}}', '{"constructor": {"prototype": {}}}']) {
    const answer = await call('owner', 'POST', '/apps', body, json)
    assert.equal(answer.status, 400, body)
    assert.equal((answer.body as { id: string }).id, 'bad_request')
  }
})

test('a path that is none is refused in the form of every refusal', async (t) => {
  const { call } = await createTestServer(t)
  const { status, body } = await call('owner', 'GET', '/apps/%ff')
  assert.deepEqual(
    [status, body],
    [400, { id: 'bad_request', message: "'/apps/%ff' is not a valid url component" }],
  )
})

test('nor is one left open that was to become a websocket', { timeout: 60_000 }, async (t) => {
  const { server } = await createTestServer(t)
  const url = new URL(await server.listen({ host: '127.0.0.1', port: 0 }))
  const socket = connect({ host: url.hostname, port: Number(url.port), allowHalfOpen: true })
  t.after(() => socket.destroy())
  socket.write('GET /apps/%ff HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  let said = ''
  socket.on('data', (data) => {
    said += data
  })
  await once(socket, 'end')
  assert.match(said, /^HTTP\/1\.1 400 .*"id":"bad_request"/s)
})

test('a body that is too large is refused', async (t) => {
  const { call } = await createTestServer(t)
  const body = JSON.stringify({ name: 'x'.repeat(4 * 1024 * 1024) })
  assert.equal((await call('owner', 'POST', '/apps', body, json)).status, 413)
})

test('values mean what their JSON type says', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  for (const body of [{ A: 1 }, { A: true }, { A: ['x'] }])
    assert.equal((await call('owner', 'PATCH', '/apps/blog/config-vars', body)).status, 422)
  assert.deepEqual((await call('owner', 'PATCH', '/apps/blog/config-vars', { A: '+1', B: '01' })).body, {
    A: '+1',
    B: '01',
  })
})

test('behind a proxy of this machine addresses are as the client sees them', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'qp.example.com' }
  const { body } = await call('owner', 'GET', '/apps/blog', undefined, forwarded)
  assert.equal((body as { git_url: string }).git_url, 'https://qp.example.com/blog.git')
})

test('a proxy on another machine is believed where it was named, and nobody else', async (t) => {
  const { platform, server } = await createTestServer(t, { settings: { trustProxy: ['10.0.0.0/24'] } })
  await createEmptyApp(platform)
  server.get('/seen', { config: { access: 'anyone' } }, async ({ ip, protocol, host }) => [
    ip,
    protocol,
    host,
  ])
  const seenFrom = async (remoteAddress: string, forwardedFor: string) => {
    const headers = {
      host: 'qp:5005',
      'x-forwarded-for': forwardedFor,
      'x-forwarded-proto': 'http, https',
      'x-forwarded-host': 'qp.example.com',
    }
    return (await server.inject({ url: '/seen', remoteAddress, headers })).json()
  }
  const client = '203.0.113.9'
  for (const front of ['10.0.0.5', '::ffff:10.0.0.5', '127.0.0.1', '::1'])
    assert.deepEqual(
      await seenFrom(front, `192.0.2.7, ${client}`),
      [client, 'https', 'qp.example.com'],
      front,
    )
  assert.deepEqual(await seenFrom('127.0.0.1', `192.0.2.7, ${client}, 10.0.0.5`), [
    client,
    'https',
    'qp.example.com',
  ])
  for (const other of ['10.0.1.5', client, '2001:db8::1'])
    assert.deepEqual(await seenFrom(other, '192.0.2.7'), [other, 'http', 'qp:5005'], other)
})

test('logins that fail are counted by who made them, not by their proxy, nor by what they say', async (t) => {
  const { server } = await createTestServer(t, { settings: { trustProxy: ['10.0.0.5'] } })
  const logIn = async (remoteAddress: string, forwardedFor: string) => {
    const payload = { username: 'owner', password: 'a wrong password' }
    const headers = { 'x-forwarded-for': forwardedFor }
    const { statusCode } = await server.inject({
      method: 'POST',
      url: '/v2/auth/login/',
      remoteAddress,
      headers,
      payload,
    })
    return statusCode === 429
  }
  for (let count = 0; count < 10; count++) {
    assert.equal(await logIn('10.0.0.5', `192.0.2.${count}, 203.0.113.9`), false)
    assert.equal(await logIn('198.51.100.1', `192.0.2.${count}`), false)
  }
  assert.equal(await logIn('10.0.0.5', '203.0.113.9'), true)
  assert.equal(await logIn('198.51.100.1', '192.0.2.99'), true)
  assert.equal(await logIn('10.0.0.5', '203.0.113.10'), false)
})
