import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { type TestContext, test } from 'node:test'
import { WebSocketServer } from 'ws'
import { createConnection } from '../../../../src/controller/engine/docker/connection.ts'
import { listenOnSocket } from '../../../fixtures/socket-server.ts'

/** An engine of which only the websocket is of interest; with `accept` false it answers like to any request. */
async function serve(
  t: TestContext,
  { accept, answer = (_, response) => response.end('{}') }: { accept: boolean; answer?: RequestListener },
) {
  const upgrades: IncomingMessage[] = []
  const server = createServer((request, response) => {
    if (request.url !== '/version') return answer(request, response)
    response.end(JSON.stringify({ Version: '20.10.0', ApiVersion: '1.41' }))
  })
  const sockets = new WebSocketServer({ noServer: true })
  if (accept)
    server.on('upgrade', (request, socket, head) => {
      upgrades.push(request)
      sockets.handleUpgrade(request, socket, head, (ws) => ws.send('at once'))
    })
  t.after(() => {
    for (const socket of sockets.clients) socket.terminate()
  })
  return { connection: createConnection({ endpoint: await listenOnSocket(t, server) }), upgrades }
}

test('asks as of any path, in the negotiated version, without compression', async (t) => {
  const { connection, upgrades } = await serve(t, { accept: true })
  const socket = await connection.openWebSocket({
    path: '/containers/x/attach/ws',
    query: { stream: true },
    rawQuery: 'detachKeys=%FF',
  })
  t.after(() => socket.terminate())
  assert.equal(upgrades[0]?.url, '/v1.41/containers/x/attach/ws?detachKeys=%FF&stream=true')
  assert.equal(upgrades[0]?.headers['sec-websocket-extensions'], undefined)
})

test('no message is lost before it is read', async (t) => {
  const { connection } = await serve(t, { accept: true })
  const socket = await connection.openWebSocket({ path: '/containers/x/attach/ws' })
  t.after(() => socket.terminate())
  // Meanwhile it has arrived.
  await connection.ping()
  socket.resume()
  const [message] = await once(socket, 'message')
  assert.equal(String(message), 'at once')
})

test('what the engine refuses is a Problem with its reason', async (t) => {
  const { connection } = await serve(t, {
    accept: false,
    answer: (_, response) => response.writeHead(404).end('{"message":"No such container: x"}'),
  })
  await assert.rejects(connection.openWebSocket({ path: '/containers/x/attach/ws' }), {
    id: 'not_found',
    message: 'Docker: No such container: x',
  })
})

test('a connection that breaks off says that the engine is gone', async (t) => {
  const { connection } = await serve(t, { accept: false, answer: (request) => request.socket.destroy() })
  await assert.rejects(connection.openWebSocket({ path: '/containers/x/attach/ws' }), {
    id: 'engine_unavailable',
    message: /^Docker does not answer at /,
  })
})
