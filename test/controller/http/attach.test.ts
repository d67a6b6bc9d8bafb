import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import WebSocket from 'ws'
import { runClientSession } from '../../../src/attach/client-session.ts'
import type { PreparedOneOff } from '../../../src/controller/deploy/one-off.ts'
import { createWaitingSessions } from '../../../src/controller/http/attach.ts'
import { createDeployedApp, createEmptyApp, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { createTestServer } from '../../fixtures/test-server.ts'
import { until } from '../../fixtures/until.ts'

const dyno = {
  type: 'run',
  ordinal: 1234,
  containerId: '',
  releaseVersion: 2,
  size: 'Basic',
  command: 'ls',
  state: 'starting' as const,
  address: null,
  createdAt: new Date(0),
}
const prepared = (containerId: Promise<string>): PreparedOneOff => ({ dyno, tty: false, containerId })

test('a session is handed over once, to its app and dyno', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  const sessions = createWaitingSessions(platform)
  const oneOff = prepared(Promise.resolve('c1'))
  sessions.add(app, 'run.1234', oneOff)
  assert.equal(sessions.take({ ...app, id: 'other' }, 'run.1234'), undefined)
  assert.equal(sessions.take(app, 'run.1235'), undefined)
  assert.equal(sessions.take(app, 'run.1234'), oneOff)
  assert.equal(sessions.take(app, 'run.1234'), undefined)
})

test('a dyno that nobody comes for is removed after a minute; one that was taken is not', async (t) => {
  const removed: string[] = []
  const platform = await createTestPlatform(t, {
    engine: { removeContainer: async (id) => void removed.push(id) },
  })
  const { app } = await createEmptyApp(platform)
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const sessions = createWaitingSessions(platform)
  sessions.add(app, 'run.1', prepared(Promise.resolve('abandoned')))
  sessions.add(app, 'run.2', prepared(Promise.resolve('taken')))
  sessions.add(app, 'run.3', prepared(Promise.reject(new Error('could not be made'))))
  sessions.take(app, 'run.2')
  t.mock.timers.tick(59_999)
  assert.notEqual(sessions.take(app, 'run.1'), undefined)
  sessions.add(app, 'run.1', prepared(Promise.resolve('abandoned again')))
  t.mock.timers.tick(60_000)
  t.mock.timers.reset()
  await until(
    'it is removed and the other told of',
    () => removed.length > 0 && platform.complaints.length > 0,
  )
  assert.deepEqual(removed, ['abandoned again'])
  assert.deepEqual(
    platform.complaints.map((it) => [it.msg, it.err?.message]),
    [['an abandoned one-off dyno could not be removed', 'could not be made']],
  )
  assert.equal(sessions.take(app, 'run.1'), undefined)
})

test('a one-off dyno is started by its session and gone after it', { timeout: 20_000 }, async (t) => {
  const { platform, server, tokens, call } = await createTestServer(t)
  await createDeployedApp(platform)
  platform.engine.attachContainer = async () => ({
    stdin: new PassThrough(),
    stdout: new PassThrough().end('hello'),
    stderr: new PassThrough().end(),
    destroy() {},
  })
  platform.engine.behave = () => ({ kind: 'exits', code: 3 })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const { body } = await call('owner', 'POST', '/apps/blog/dynos', { command: 'ls', attach: true })
  const { attach_url, name } = body as { attach_url: string; name: string }
  assert.match(attach_url, /^ws:\/\/[^/]+\/apps\/blog\/dynos\/run\.\d{4}\/attach$/)
  const headers = { authorization: `Bearer ${tokens.owner}` }
  const path = new URL(attach_url).pathname

  const plain = await fetch(url + path, { headers })
  assert.deepEqual(
    [plain.status, await plain.json()],
    [400, { id: 'bad_request', message: 'A session is a websocket: use `qp run`.' }],
  )
  assert.equal(await refusal(`${url.replace('http', 'ws')}${path}`, {}), 401)

  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, ['qp.attach.v1'], { headers })
  socket.once('open', () => socket.pause())
  await once(socket, 'open')
  const [stdin, stdout, stderr] = [new PassThrough().end(), new PassThrough(), new PassThrough()]
  const end = await runClientSession({ socket, stdin, stdout, stderr, tty: false })
  assert.deepEqual([end.by, end.exitCode, String(stdout.read())], ['process', 3, 'hello'])
  assert.equal(socket.protocol, 'qp.attach.v1')
  await until('the container is gone', () => !listContainers(platform).some((it) => it.startsWith(name)))
  assert.equal(await refusal(`${url.replace('http', 'ws')}${path}`, headers), 404)
})

for (const path of ['/apps/blog/dynos/run.1/attach', '/nowhere']) {
  test(`a websocket to ${path} that is refused is closed by the controller`, {
    timeout: 20_000,
  }, async (t) => {
    const { server } = await createTestServer(t)
    await server.listen({ host: '127.0.0.1', port: 0 })
    const { port } = server.server.address() as AddressInfo
    // A peer that never closes by itself would hold a connection, and keep the controller from stopping.
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
    const key = `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`
    socket.write([`GET ${path} HTTP/1.1`, 'Host: qp', ...upgrade, key, '', ''].join('\r\n'))
    assert.match(await text(socket), /^HTTP\/1\.1 40[14] /)
    socket.destroy()
  })
}

/** The status by which a websocket is refused. */
async function refusal(url: string, headers: Record<string, string>): Promise<number | undefined> {
  const socket = new WebSocket(url, ['qp.attach.v1'], { headers })
  const [, response] = await once(socket, 'unexpected-response')
  response.destroy()
  return response.statusCode
}
