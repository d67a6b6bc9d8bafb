import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { WebSocketServer } from 'ws'
import type { Network } from '../../../src/api-client/agents.ts'
import { controllerHttp } from '../../../src/api-client/http.ts'
import { openAttachSocket } from '../../../src/api-client/platform/attach-socket.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { connectProxy } from '../../fixtures/connect-proxy.ts'
import { localServer, portOf } from '../../fixtures/http-server.ts'
import { tlsServer } from '../../fixtures/tls-server.ts'

test('openAttachSocket opens a websocket of our protocol, uncompressed, with the token', async (t) => {
  const { url, seen } = await attachServer(t)
  const socket = await open(url, `${url.replace('http', 'ws')}/attach/1`, { query: { client: 'a b' } })
  assert.equal(socket.protocol, 'qp.attach.v1')
  assert.deepEqual(seen, [
    { path: '/attach/1?client=a+b', authorization: 'Bearer mine', extensions: undefined },
  ])
  socket.terminate()
})

test('openAttachSocket understands an address without host', async (t) => {
  const { url } = await attachServer(t)
  const socket = await open(url, '/attach/1')
  assert.equal(socket.readyState, socket.OPEN)
  socket.terminate()
})

test('openAttachSocket sends the token to no other host', async (t) => {
  const { url, seen } = await attachServer(t)
  await assert.rejects(open('http://qp.test', url.replace('http', 'ws')), {
    name: 'UserError',
    code: 'foreign_attach_url',
  })
  assert.deepEqual(seen, [])
})

test('openAttachSocket says why the controller refused', async (t) => {
  const { server, url } = await localServer(t, () => {})
  server.on('upgrade', (_, socket) => {
    const body = JSON.stringify({ id: 'not_found', message: 'no such dyno: run.1.' })
    socket.end(`HTTP/1.1 404 Not Found\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`)
  })
  await assert.rejects(open(url, '/attach/1'), {
    name: 'ApiError',
    code: 'not_found',
    status: 404,
    message: 'no such dyno: run.1.',
  })
})

test('openAttachSocket refuses what has nothing to attach to any more', async () => {
  await assert.rejects(open('http://qp.test', null), { name: 'UserError', code: 'not_attachable' })
})

test('openAttachSocket tunnels through a proxy, encrypted or not', async (t) => {
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
    const socket = await open(url, '/attach/1', { network })
    socket.terminate()
  }
  assert.deepEqual(proxy.asked, ['qp.test:5005', 'qp.test:443'])
  assert.deepEqual([plain.seen.length, arrived], [1, ['qp.test']])
})

test('openAttachSocket tells the refusal of a proxy and a certificate that is not trusted', async (t) => {
  const { port } = await tlsServer(t, testAuthority(t).issue(['qp.test']))
  const proxy = await connectProxy(t, { routes: { 'qp.test:443': port } })
  const attach = (url: string) => open(url, '/attach/1', { network: { env: { ALL_PROXY: proxy.url } } })
  await assert.rejects(attach('http://qp.test'), { name: 'UserError', code: 'proxy_refused' })
  await assert.rejects(attach('https://qp.test'), { name: 'UserError', code: 'bad_certificate' })
})

interface OpenOptions {
  query?: Record<string, string>
  network?: Network
}

function open(controller: string, address: string | null, { query = {}, network = {} }: OpenOptions = {}) {
  const http = controllerHttp({ url: controller, token: 'mine', network })
  return openAttachSocket(http, { id: 'run-1', app: 'blog', name: 'run.1', url: address }, query)
}

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
