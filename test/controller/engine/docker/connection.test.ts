import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { createConnection, negotiateVersion } from '../../../../src/controller/engine/docker/connection.ts'
import { listenOnSocket } from '../../../fixtures/socket-server.ts'

test('the newest version that both sides know', () => {
  const engine = 'x'
  assert.equal(negotiateVersion({ oldest: '1.12', newest: '1.41', engine }), '1.41')
  assert.equal(negotiateVersion({ oldest: '1.44', newest: '1.60', engine }), '1.51')
  assert.equal(negotiateVersion({ oldest: undefined, newest: '1.47', engine }), '1.47')
})

test('an engine that is too old, or too new, is refused with what to do', () => {
  assert.throws(() => negotiateVersion({ oldest: '1.12', newest: '1.40', engine: '19.3' }), {
    id: 'engine_unavailable',
    message: 'Docker 19.3 speaks API 1.40; qp needs 1.41 (Docker 20.10) or newer. Upgrade Docker.',
  })
  assert.throws(() => negotiateVersion({ oldest: '1.52', newest: '1.60', engine: '31' }), {
    id: 'engine_unavailable',
    message: 'Docker 31 no longer speaks API 1.51, the newest this qp knows. Upgrade qp.',
  })
})

test('connects once, tells of it, and asks in the negotiated version', async (t) => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end(JSON.stringify({ Version: '28.0.0', ApiVersion: '1.48', MinAPIVersion: '1.24' }))
  })
  const endpoint = await listenOnSocket(t, server)
  const told: object[] = []
  const log = { info: (fields: object) => told.push(fields), warn: () => assert.fail('nothing to warn of') }
  const { api, ping, negotiated } = createConnection({ endpoint, log })

  assert.deepEqual(await ping(), { version: '28.0.0', apiVersion: '1.48' })
  assert.equal((await negotiated()).apiVersion, '1.48')
  await api.send({ method: 'GET', path: '/networks' })

  assert.deepEqual(asked, ['/version', '/v1.48/_ping', '/v1.48/networks'])
  assert.deepEqual(told, [{ engine: '28.0.0', apiVersion: '1.48', where: endpoint.path }])
})

test('says where no engine answers, and finds it once it is there', async (t) => {
  const server = createServer((_request, response) =>
    response.end(JSON.stringify({ Version: '20.10.0', ApiVersion: '1.41' })),
  )
  const endpoint = await listenOnSocket(t, server)
  const elsewhere = createConnection({ endpoint: { ...endpoint, path: `${endpoint.path}-none` } })
  const { ping } = createConnection({ endpoint })

  await assert.rejects(elsewhere.ping(), {
    id: 'engine_unavailable',
    message: `Docker does not answer at ${endpoint.path}-none (ENOENT). Start it (\`systemctl start docker\`, or \`dockerd &\` where there is no systemd), or set DOCKER_HOST to where it is.`,
  })
  await assert.doesNotReject(ping())
})

test('tries again after a failure', async (t) => {
  let fails = true
  const server = createServer((request, response) => {
    if (fails) request.socket.destroy()
    else response.end(JSON.stringify({ Version: '20.10.0', ApiVersion: '1.41' }))
  })
  const { ping } = createConnection({ endpoint: await listenOnSocket(t, server) })

  await assert.rejects(ping(), { id: 'engine_unavailable' })
  fails = false
  assert.deepEqual(await ping(), { version: '20.10.0', apiVersion: '1.41' })
})

test('without an endpoint it goes by DOCKER_HOST, and with one it does not', async (t) => {
  const before = process.env['DOCKER_HOST']
  t.after(() => {
    if (before === undefined) delete process.env['DOCKER_HOST']
    else process.env['DOCKER_HOST'] = before
  })
  const server = createServer((_request, response) =>
    response.end(JSON.stringify({ Version: '20.10.0', ApiVersion: '1.41' })),
  )
  const endpoint = await listenOnSocket(t, server)
  process.env['DOCKER_HOST'] = `unix://${endpoint.path}`
  assert.equal((await createConnection({}).ping()).version, '20.10.0')

  process.env['DOCKER_HOST'] = 'tcp://no port:here'
  assert.equal((await createConnection({ endpoint }).ping()).version, '20.10.0')
  assert.equal(process.env['DOCKER_HOST'], 'tcp://no port:here')
  await assert.rejects(createConnection({}).ping(), {
    id: 'invalid_params',
    message: /^tcp:\/\/no port:here is no address of a Docker Engine: its host or port can not be read;/,
  })
})
