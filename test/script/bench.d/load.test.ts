import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { startLoad } from '../../../script/bench.d/load.ts'

test('each connection is kept, and what is answered with success has not failed', async (t) => {
  const seen = Promise.withResolvers<void>()
  const sockets = new Set<unknown>()
  let count = 0
  const port = await serve(t, (request, response) => {
    sockets.add(request.socket)
    assert.equal(request.headers.host, 'blog.localhost')
    response.end('hello')
    if (++count === 100) seen.resolve()
  })
  const load = startLoad({ port, hostname: 'blog.localhost' }, 4)
  await seen.promise
  const { requests, failed, failures } = await load.stop()
  assert.equal(requests, count)
  assert.deepEqual([failed, failures.size, sockets.size], [0, 0, 4])
})

test('a reset, an answer that breaks off and another status have failed', async (t) => {
  const seen = Promise.withResolvers<void>()
  let count = 0
  const port = await serve(t, (request, response) => {
    if (++count === 4) seen.resolve()
    if (count === 1) request.socket.resetAndDestroy()
    else if (count === 2)
      response.writeHead(200, { 'content-length': 9 }).write('hel', () => request.socket.destroy())
    else if (count === 3) response.writeHead(503).end()
    else response.end('hello')
  })
  const load = startLoad({ port, hostname: 'blog.localhost' }, 1)
  await seen.promise
  const { requests, failed, failures, slowest } = await load.stop()
  assert.equal(requests, count)
  assert.equal(failed, 3)
  assert.deepEqual([...failures.values()], [1, 1, 1])
  assert.equal(failures.get('503'), 1)
  assert.ok(slowest > 0)
})

async function serve(t: TestContext, listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  t.after(() => server.closeAllConnections())
  t.after(() => server.close())
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
