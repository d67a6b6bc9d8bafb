import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as ask, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import fastify from 'fastify'
import { problem } from '../../../src/controller/domain/problem.ts'
import type { Report } from '../../../src/controller/domain/progress.ts'
import { answerErrors } from '../../../src/controller/http/errors.ts'
import { watched } from '../../../src/controller/http/watched.ts'

const ndjson = { accept: 'application/x-ndjson' }

function serve(t: TestContext, work: (report: Report, signal: AbortSignal) => Promise<unknown>) {
  const server = fastify({ forceCloseConnections: true, genReqId: () => 'request-1' })
  answerErrors(server)
  server.post('/', (request, reply) => watched(request, reply, 201, work))
  t.after(() => server.close())
  return server
}

const work = async (report: Report) => {
  report({ kind: 'output', text: 'built' })
  report({ kind: 'step', step: 'start', dyno: 'web.1', state: 'begun', text: 'starting' })
  return { id: 'b1' }
}

test('who watches sees each thing on a line, and the answer as the last', async (t) => {
  const response = await serve(t, work).inject({ method: 'POST', url: '/', headers: ndjson })
  assert.deepEqual(
    [response.statusCode, response.headers['content-type'], response.headers['request-id']],
    [200, 'application/x-ndjson', 'request-1'],
  )
  assert.ok(response.body.endsWith('\n'))
  assert.deepEqual(
    response.body
      .trimEnd()
      .split('\n')
      .map((it) => JSON.parse(it)),
    [
      { progress: { kind: 'output', text: 'built' } },
      { progress: { kind: 'step', step: 'start', dyno: 'web.1', state: 'begun', text: 'starting' } },
      { result: { status: 201, headers: {}, body: { id: 'b1' } } },
    ],
  )
})

test('any other just waits for the answer', async (t) => {
  const response = await serve(t, work).inject({ method: 'POST', url: '/' })
  assert.deepEqual([response.statusCode, response.json()], [201, { id: 'b1' }])
})

test('work without a result is answered by an empty object', async (t) => {
  const response = await serve(t, async () => undefined).inject({ method: 'POST', url: '/', headers: ndjson })
  assert.deepEqual(JSON.parse(response.body), { result: { status: 201, headers: {}, body: {} } })
})

const refuse = async (report: Report) => {
  report({ kind: 'note', text: 'a note' })
  throw problem('release_failed', 'web.1 did not answer.')
}

test('a refusal is the last line too', async (t) => {
  const response = await serve(t, refuse).inject({ method: 'POST', url: '/', headers: ndjson })
  assert.equal(response.statusCode, 200)
  assert.deepEqual(JSON.parse(response.body.trimEnd().split('\n').at(-1) ?? ''), {
    result: {
      status: 422,
      headers: {},
      body: { id: 'release_failed', message: 'web.1 did not answer.' },
    },
  })
})

test('to any other it is the status', async (t) => {
  const response = await serve(t, refuse).inject({ method: 'POST', url: '/' })
  assert.deepEqual(
    [response.statusCode, response.json()],
    [422, { id: 'release_failed', message: 'web.1 did not answer.' }],
  )
})

test('a failure of ours tells nobody its details', async (t) => {
  const fail = () => Promise.reject(new Error('a secret'))
  const response = await serve(t, fail).inject({ method: 'POST', url: '/', headers: ndjson })
  assert.equal(JSON.parse(response.body).result.status, 500)
  assert.ok(!response.body.includes('secret'))
})

for (const headers of [ndjson, {}]) {
  test(`the work hears when the client goes (${JSON.stringify(headers)})`, {
    timeout: 120_000,
  }, async (t) => {
    const gone = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const server = serve(t, async (_, signal) => {
      assert.equal(signal.aborted, false)
      signal.addEventListener('abort', () => gone.resolve())
      begun.resolve()
      await gone.promise
    })
    await server.listen({ host: '127.0.0.1', port: 0 })
    const { port } = server.server.address() as AddressInfo
    const client = ask({ host: '127.0.0.1', port, method: 'POST', headers })
    client.on('error', () => {})
    client.end()
    await begun.promise
    client.destroy()
    await gone.promise
  })
}

test('who watches hears that it was taken before there is anything to tell', {
  timeout: 120_000,
}, async (t) => {
  const heard = Promise.withResolvers<void>()
  const server = serve(t, () => heard.promise)
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const client = ask({ host: '127.0.0.1', port, method: 'POST', headers: ndjson })
  client.end()
  const [answer] = (await once(client, 'response')) as [IncomingMessage]
  assert.equal(answer.statusCode, 200)
  heard.resolve()
  assert.deepEqual(JSON.parse(await text(answer)), { result: { status: 201, headers: {}, body: {} } })
})
