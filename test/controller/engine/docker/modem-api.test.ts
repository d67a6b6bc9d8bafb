import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { createConnection } from '../../../../src/controller/engine/docker/connection.ts'
import { listenOnSocket } from '../../../fixtures/socket-server.ts'
import { until } from '../../../fixtures/until.ts'

/** A Docker API over real dockerode, to an engine that answers as told. */
async function serve(t: TestContext, answer: RequestListener) {
  const server = createServer((request, response) => {
    if (request.url !== '/version') return answer(request, response)
    response.end(JSON.stringify({ Version: '20.10.0', ApiVersion: '1.41' }))
  })
  return createConnection({ endpoint: await listenOnSocket(t, server) }).api
}

test('the query stands in the URL and the body in the body, each once', async (t) => {
  const asked: string[] = []
  const api = await serve(t, async (request, response) => {
    asked.push(`${request.method} ${request.url} ${await text(request)}`)
    response.end('{}')
  })
  await api.send({
    method: 'POST',
    path: '/containers/create',
    query: { name: 'a b', none: undefined, filters: { label: ['x=y'] }, changes: ['one', 'two'] },
    rawQuery: 'keys=%FF',
    body: { Env: ['SECRET=1'] },
  })
  await api.send({ method: 'GET', path: '/networks' })
  assert.deepEqual(asked, [
    'POST /v1.41/containers/create?keys=%FF&name=a+b&filters=%7B%22label%22%3A%5B%22x%3Dy%22%5D%7D&changes=one&changes=two& {"Env":["SECRET=1"]}',
    'GET /v1.41/networks ',
  ])
})

test('a path that is not clean is not sent: the engine would send on to another', async (t) => {
  const asked: (string | undefined)[] = []
  const api = await serve(t, (request, response) => {
    asked.push(request.url)
    response.writeHead(301, { location: '/v1.41/images/json' }).end()
  })
  for (const path of ['/images/a//b/json', '/images/../containers/json', '/images/./json', '/images/'])
    await assert.rejects(api.send({ method: 'GET', path }), { id: 'invalid_params' }, path)
  assert.deepEqual(asked, [])
})

test('304 is no failure, and 404 is a Problem with the reason', async (t) => {
  const api = await serve(t, (request, response) => {
    if (request.method === 'POST') response.writeHead(304).end()
    else response.writeHead(404).end('{"message":"No such container: x"}')
  })
  assert.equal(await api.send({ method: 'POST', path: '/containers/x/start' }), undefined)
  const notFound = { id: 'not_found', message: 'Docker: No such container: x' }
  await assert.rejects(api.send({ method: 'GET', path: '/containers/x/json' }), notFound)
  await assert.rejects(api.stream({ method: 'GET', path: '/containers/x/logs' }), notFound)
})

test('an answer that breaks off says that the engine is gone', { timeout: 60_000 }, async (t) => {
  for (const status of [200, 404]) {
    const api = await serve(t, (_request, response) => {
      response.writeHead(status).write('{"message":"some', () => response.destroy())
    })
    const gone = { id: 'engine_unavailable' }
    await assert.rejects(api.send({ method: 'GET', path: '/info' }), gone, `send, ${status}`)
    if (status === 404) await assert.rejects(api.stream({ method: 'GET', path: '/events' }), gone, 'stream')
  }
})

test('a body that breaks off says that the engine is gone', async (t) => {
  const api = await serve(t, (_request, response) => {
    response.write('{"some', () => response.destroy())
  })
  const body = await api.stream({ method: 'GET', path: '/events' })
  await assert.rejects(text(body), { id: 'engine_unavailable' })
})

test('a body that breaks off while nobody reads it is nothing to die of, and is told to who reads then', async (t) => {
  const api = await serve(t, (_request, response) => {
    response.write('{"some', () => response.destroy())
  })
  const body = await api.stream({ method: 'GET', path: '/events' })
  await new Promise((resolve) => body.once('close', resolve))
  await assert.rejects(text(body), { id: 'engine_unavailable' })
})

test('letting go of a body closes the connection', async (t) => {
  let closed = false
  const api = await serve(t, (request, response) => {
    request.socket.once('close', () => {
      closed = true
    })
    response.write('first')
  })
  for await (const _ of await api.stream({ method: 'GET', path: '/events' })) break
  await until('the connection to close', () => closed)
})

test('aborting rejects with the reason', async (t) => {
  const controller = new AbortController()
  const api = await serve(t, () => controller.abort(new Error('enough')))
  const { signal } = controller
  await assert.rejects(api.send({ method: 'GET', path: '/info', signal }), { message: 'enough' })
})

test('aborting lets go of a body that has come whole, and that nobody has read', async (t) => {
  const api = await serve(t, (_request, response) => response.end('all of it'))
  const aborted = new AbortController()
  const body = await api.stream({ method: 'GET', path: '/containers/x/logs', signal: aborted.signal })
  await until('all of it has come', () => body.readableLength === 'all of it'.length)
  const closed = new Promise((resolve) => body.once('close', resolve))
  aborted.abort()
  await closed
})

test('an upload is let go of when the engine refuses it', async (t) => {
  let closed = false
  const api = await serve(t, (request, response) => {
    request.socket.once('close', () => {
      closed = true
    })
    response.writeHead(500).end('{"message":"no space left on device"}')
  })
  const upload = new Readable({ read() {} })
  upload.push('never ends')
  await assert.rejects(api.stream({ method: 'POST', path: '/build', upload }), { id: 'engine_unavailable' })
  assert.ok(upload.destroyed)
  await until('the connection to close', () => closed)
})
