import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import WebSocket from 'ws'
import { runClientSession } from '../../../src/attach/client-session.ts'
import { closeCodes } from '../../../src/attach/session-link.ts'
import { webSocketProcess } from '../../../src/attach/websocket-process.ts'
import { createDeployedApp, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestServer } from '../../fixtures/test-server.ts'
import { until } from '../../fixtures/until.ts'

test('a one-off dyno is started by its session and gone after it', { timeout: 120_000 }, async (t) => {
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
  assert.match(attach_url, /^ws:\/\/[^/]+\/apps\/blog\/runs\/[0-9a-f-]{36}\/attach$/)
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
  const end = await runClientSession({
    process: webSocketProcess({ socket }),
    stdin,
    stdout,
    stderr,
    tty: false,
  })
  assert.deepEqual([end.by, end.exitCode, String(stdout.read())], ['process', 3, 'hello'])
  assert.equal(socket.protocol, 'qp.attach.v1')
  await until('the container is gone', () => !listContainers(platform).some((it) => it.startsWith(name)))
  await until(
    'it is over',
    async () => (await refusal(`${url.replace('http', 'ws')}${path}`, headers)) === 410,
  )
})

for (const path of ['/apps/blog/runs/run.1/attach', '/nowhere']) {
  test(`a websocket to ${path} that is refused is closed by the controller`, {
    timeout: 120_000,
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

test('who loses the right to an app loses its sessions at once, and what they started ends', {
  timeout: 120_000,
}, async (t) => {
  const { platform, server, tokens, call, users } = await createTestServer(t)
  const { app } = await createDeployedApp(platform)
  const { friend } = users
  await call('owner', 'POST', '/apps/blog/collaborators', { user: friend.email })
  const signals: string[] = []
  const exit = Promise.withResolvers<void>()
  platform.engine.attachContainer = async () => {
    const stdout = new PassThrough()
    void exit.promise.then(() => stdout.end())
    return { stdin: new PassThrough(), stdout, stderr: null, destroy: () => void stdout.destroy() }
  }
  platform.engine.signalContainer = async (id, name) => {
    signals.push(name)
    platform.engine.end(id, 143)
    exit.resolve()
  }
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const { body } = await call('friend', 'POST', '/apps/blog/dynos', {
    command: 'ls',
    attach: true,
    tty: true,
  })
  const { attach_url } = body as { attach_url: string }
  const address = `${url.replace('http', 'ws')}${new URL(attach_url).pathname}`
  const socket = new WebSocket(address, ['qp.attach.v1'], {
    headers: { authorization: `Bearer ${tokens.friend}` },
  })
  await once(socket, 'open')
  await until('it runs', () =>
    listContainers(platform).some((it) => it.includes('run') && it.includes('running')),
  )
  assert.equal((await call('owner', 'DELETE', `/apps/blog/collaborators/${friend.email}`)).status, 200)
  const [code, reason] = await once(socket, 'close')
  assert.deepEqual([code, String(reason)], [closeCodes.forbidden, 'you may no longer work on this app'])
  await until('it has ended', async () => (await platform.store.runs.listRunning(app.id)).length === 0)
  assert.equal(signals[0], 'SIGHUP')
  assert.equal(await refusal(address, { authorization: `Bearer ${tokens.friend}` }), 404)
})

/** The status by which a websocket is refused; 101 where it is not. */
async function refusal(url: string, headers: Record<string, string>): Promise<number | undefined> {
  const socket = new WebSocket(url, ['qp.attach.v1'], { headers })
  return new Promise((resolve) => {
    socket.once('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.once('unexpected-response', (_request, response) => {
      response.destroy()
      resolve(response.statusCode)
    })
  })
}
