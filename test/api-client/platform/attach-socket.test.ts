import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { WebSocketServer } from 'ws'
import { platformController } from '../../../src/api-client/platform/platform-controller.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { connectProxy } from '../../fixtures/connect-proxy.ts'
import { localServer, portOf } from '../../fixtures/http-server.ts'
import { aDyno } from '../../fixtures/resources.ts'
import { tlsServer } from '../../fixtures/tls-server.ts'

test('dynos.attach opens a websocket of our protocol, uncompressed, with the token', async (t) => {
  const { url, seen } = await attachServer(t)
  const attach_url = `${url.replace('http', 'ws')}/attach/1`
  const socket = await platformController({ url, token: 'mine' }).dynos.attach(aDyno('run.1', { attach_url }))
  assert.equal(socket.protocol, 'qp.attach.v1')
  assert.deepEqual(seen, [{ path: '/attach/1', authorization: 'Bearer mine', extensions: undefined }])
  socket.terminate()
})

test('dynos.attach understands an address without host', async (t) => {
  const { url } = await attachServer(t)
  const api = platformController({ url, token: 'mine' })
  const socket = await api.dynos.attach(aDyno('run.1', { attach_url: '/attach/1' }))
  assert.equal(socket.readyState, socket.OPEN)
  socket.terminate()
})

test('dynos.attach sends the token to no other host', async (t) => {
  const { url, seen } = await attachServer(t)
  const api = platformController({ url: 'http://qp.test', token: 'mine' })
  await assert.rejects(api.dynos.attach(aDyno('run.1', { attach_url: url.replace('http', 'ws') })), {
    name: 'UserError',
    code: 'foreign_attach_url',
  })
  assert.deepEqual(seen, [])
})

test('dynos.attach says why the controller refused', async (t) => {
  const { server, url } = await localServer(t, () => {})
  server.on('upgrade', (_, socket) => {
    const body = JSON.stringify({ id: 'not_found', message: 'no such dyno: run.1.' })
    socket.end(`HTTP/1.1 404 Not Found\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`)
  })
  const api = platformController({ url, token: 'mine' })
  await assert.rejects(api.dynos.attach(aDyno('run.1', { attach_url: '/attach/1' })), {
    name: 'ApiError',
    code: 'not_found',
    status: 404,
    message: 'no such dyno: run.1.',
  })
})

test('dynos.attach refuses a dyno that was not started for it', async () => {
  const api = platformController({ url: 'http://qp.test', token: 'mine' })
  await assert.rejects(api.dynos.attach(aDyno('run.1')), { name: 'UserError', code: 'not_attachable' })
})

test('dynos.attach tunnels through a proxy, encrypted or not', async (t) => {
  const authority = testAuthority(t)
  const plain = await attachServer(t)
  const secure = await tlsServer(t, authority.issue(['qp.test']))
  const sockets = new WebSocketServer({ server: secure.server, handleProtocols: () => 'qp.attach.v1' })
  const arrived: (string | undefined)[] = []
  sockets.on('connection', (_, request) => void arrived.push(request.headers.host))
  const routes = { 'qp.test:5005': portOf(plain.server), 'qp.test:443': secure.port }
  const proxy = await connectProxy(t, { password: 'mia:p', routes })
  const network = {
    env: { ALL_PROXY: proxy.url.replace('://', '://mia:p@') },
    caFile: authority.caFile,
  }
  for (const url of ['http://qp.test:5005', 'https://qp.test']) {
    const api = platformController({ url, token: 'mine', network })
    const socket = await api.dynos.attach(aDyno('run.1', { attach_url: '/attach/1' }))
    socket.terminate()
  }
  assert.deepEqual(proxy.asked, ['qp.test:5005', 'qp.test:443'])
  assert.deepEqual([plain.seen.length, arrived], [1, ['qp.test']])
})

test('dynos.attach tells the refusal of a proxy and a certificate that is not trusted', async (t) => {
  const { port } = await tlsServer(t, testAuthority(t).issue(['qp.test']))
  const proxy = await connectProxy(t, { routes: { 'qp.test:443': port } })
  const attach = (url: string) =>
    platformController({ url, token: 'mine', network: { env: { ALL_PROXY: proxy.url } } }).dynos.attach(
      aDyno('run.1', { attach_url: '/attach/1' }),
    )
  await assert.rejects(attach('http://qp.test'), { name: 'UserError', code: 'proxy_refused' })
  await assert.rejects(attach('https://qp.test'), { name: 'UserError', code: 'bad_certificate' })
})

async function attachServer(t: TestContext) {
  const seen: object[] = []
  const { server, url } = await localServer(t, () => {})
  const sockets = new WebSocketServer({
    server,
    handleProtocols: () => 'qp.attach.v1',
    perMessageDeflate: true,
  })
  sockets.on('connection', (_, request) => {
    const { authorization, 'sec-websocket-extensions': extensions } = request.headers
    seen.push({ path: request.url, authorization, extensions })
  })
  return { url, seen, server }
}
