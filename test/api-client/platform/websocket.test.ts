import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { WebSocketServer } from 'ws'
import { controllerHttp } from '../../../src/api-client/http.ts'
import { openWebSocket, webSocketUrl } from '../../../src/api-client/platform/websocket.ts'
import { localServer, portOf } from '../../fixtures/http-server.ts'

// Proxies, CA files and refusals: attach-socket.test.ts.

test('a websocket is open and paused, without an authorization where there is none', async (t) => {
  const { server, url } = await localServer(t, () => {})
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'mine' })
  const seen: (string | undefined)[] = []
  sockets.on('connection', (socket, request) => {
    seen.push(request.headers.authorization)
    socket.send('early')
  })
  const http = controllerHttp({ url })
  const socket = await openWebSocket(http, {
    url: webSocketUrl(http, '/there'),
    subprotocol: 'mine',
    authorization: undefined,
  })
  assert.deepEqual([socket.protocol, socket.isPaused, seen], ['mine', true, [undefined]])
  const heard = new Promise((resolve) => socket.once('message', (data) => resolve(String(data))))
  socket.resume()
  assert.equal(await heard, 'early')
  socket.terminate()
})

test('a message that no memory should hold ends it', async (t) => {
  const { server, url } = await localServer(t, () => {})
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'mine' })
  sockets.on('connection', (socket) => socket.send(Buffer.alloc(1024 * 1024 + 1)))
  const http = controllerHttp({ url })
  const target = { url: webSocketUrl(http, '/there'), subprotocol: 'mine', authorization: undefined }
  const socket = await openWebSocket(http, target)
  const failed = once(socket, 'error')
  socket.resume()
  assert.match(String((await failed)[0]), /Max payload size exceeded/)
  socket.terminate()
})

test('a handshake is told with its status, without the token and the path that opens the session', async (t) => {
  const { server, url } = await localServer(t, (_, response) => void response.writeHead(404).end('{}'))
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'mine' })
  server.on('upgrade', (request, socket, head) => {
    if (request.url === '/no') return void socket.end('HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, () => {})
  })
  const told: string[] = []
  const http = controllerHttp({ url, talk: (text) => told.push(text) })
  const open = (path: string) =>
    openWebSocket(http, {
      url: webSocketUrl(http, path),
      subprotocol: 'mine',
      authorization: 'Bearer s3cret',
    })
  const socket = await open('/s3cret')
  socket.terminate()
  await assert.rejects(open('/no'), { status: 403 })
  assert.deepEqual(
    told.map((it) =>
      it
        .split('\n', 1)[0]
        ?.replace(/\d+ ms/, 'N ms')
        .replace(url.replace('http', 'ws'), ''),
    ),
    ['> GET /(hidden)', '< 101 GET /(hidden) (N ms)', '> GET /(hidden)', '< 403 GET /(hidden) (N ms)'],
  )
  assert.doesNotMatch(told.join('\n'), /s3cret/)
})

test('a websocket to where nothing listens says so', async (t) => {
  const { server, url } = await localServer(t, () => {})
  const port = portOf(server)
  await new Promise((resolve) => server.close(resolve))
  const http = controllerHttp({ url })
  const target = { url: webSocketUrl(http, '/'), subprotocol: 'mine', authorization: undefined }
  await assert.rejects(openWebSocket(http, target), {
    code: 'unreachable',
    message: `can't reach http://127.0.0.1:${port}: nothing listens there.`,
  })
})

test('an address of the controller, or a whole one, becomes one of a websocket', () => {
  const http = controllerHttp({ url: 'https://qp.test:8443' })
  for (const [address, url] of [
    ['/a?b=c', 'wss://qp.test:8443/a?b=c'],
    ['http://other.test/a', 'ws://other.test/a'],
    ['wss://other.test/a', 'wss://other.test/a'],
  ] as const)
    assert.equal(webSocketUrl(http, address).href, url)
})
