import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import fastify from 'fastify'
import { answerRepeats, type RepeatLimits } from '../../../src/controller/http/repeated-requests.ts'
import { createTestServer } from '../../fixtures/test-server.ts'
import { until } from '../../fixtures/until.ts'

/** A server that counts what it was asked to do, and does it when it is let. */
async function counting(t: TestContext, limits?: RepeatLimits) {
  const clock = { at: new Date('2026-08-01T10:00:00Z') }
  const server = fastify({ forceCloseConnections: true })
  t.after(() => server.close())
  answerRepeats(server, () => clock.at, limits)
  let gate = Promise.resolve()
  let count = 0
  let status = 201
  server.post('/things', async (_request, reply) => {
    count += 1
    const number = count
    await gate
    return reply.code(status).send({ number })
  })
  const post = async (id: string, { body = {}, headers = {} }: { body?: object; headers?: object } = {}) => {
    const answer = await server.inject({
      method: 'POST',
      url: '/things',
      headers: { accept: 'application/vnd.heroku+json; version=3', 'request-id': id, ...headers },
      payload: body,
    })
    return [answer.statusCode, answer.json<{ number: number }>().number]
  }
  return {
    server,
    clock,
    post,
    count: () => count,
    answerWith: (it: number) => (status = it),
    hold(until: Promise<void>) {
      gate = until
    },
  }
}

test('the same request is done once, and answered alike', async (t) => {
  const { post, count } = await counting(t)
  assert.deepEqual(await post('b,a'), [201, 1])
  assert.deepEqual(await post('b,a'), [201, 1])
  // The program adds ids in front as it goes.
  assert.deepEqual(await post('c,b,a'), [201, 2])
  assert.equal(count(), 2)
})

test('another caller, body or a request without an id is another request', async (t) => {
  const { post } = await counting(t)
  assert.deepEqual(await post('a'), [201, 1])
  assert.deepEqual(await post('a', { headers: { authorization: 'Bearer other' } }), [201, 2])
  assert.deepEqual(await post('a', { body: { name: 'blog' } }), [201, 3])
  assert.deepEqual(await post(''), [201, 4])
  assert.deepEqual(await post(''), [201, 5])
})

test('a repeat waits for the first, whose caller has gone', { timeout: 20_000 }, async (t) => {
  const { server, post, hold, count } = await counting(t)
  const gate = Promise.withResolvers<void>()
  hold(gate.promise)
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const head = ['POST /things HTTP/1.1', 'Host: qp', 'Accept: application/json', 'Request-Id: a']
  const socket = connect({ host: '127.0.0.1', port })
  socket.write([...head, 'Content-Type: application/json', 'Content-Length: 2', '', '{}'].join('\r\n'))
  await until('it is under way', () => count() === 1)
  socket.destroy()
  const again = post('a', { headers: { accept: 'application/json' } })
  gate.resolve()
  assert.deepEqual(await again, [201, 1])
  assert.equal(count(), 1)
})

test('a failure is tried again; a refusal is not', async (t) => {
  const { post, answerWith } = await counting(t)
  answerWith(503)
  assert.deepEqual(await post('a'), [503, 1])
  answerWith(422)
  assert.deepEqual(await post('a'), [422, 2])
  answerWith(201)
  assert.deepEqual(await post('a'), [422, 2])
})

test('it is forgotten in time, and where there are too many', async (t) => {
  const { post, clock } = await counting(t, { life: 1000, most: 2 })
  assert.deepEqual(await post('a'), [201, 1])
  clock.at = new Date(clock.at.getTime() + 1000)
  assert.deepEqual(await post('a'), [201, 2])
  assert.deepEqual(await post('b'), [201, 3])
  assert.deepEqual(await post('c'), [201, 4])
  assert.deepEqual(await post('a'), [201, 5])
})

test('who loses the connection before the answer does not make an app twice', {
  timeout: 20_000,
}, async (t) => {
  const { server, tokens, platform } = await createTestServer(t)
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const send = async (whole: boolean) => {
    const body = '{"name":"blog"}'
    const socket = connect({ host: '127.0.0.1', port })
    const head = [
      'POST /apps HTTP/1.1',
      'Host: qp',
      'Connection: close',
      `Authorization: Bearer ${tokens.owner}`,
    ]
    const more = [
      'Accept: application/vnd.heroku+json; version=3',
      'Request-Id: one',
      'Content-Type: application/json',
    ]
    socket.write([...head, ...more, `Content-Length: ${body.length}`, '', body].join('\r\n'))
    if (whole) return text(socket)
    await once(socket, 'connect')
    await until('it is made', async () => (await platform.store.apps.find('blog')) !== undefined)
    socket.destroy()
    return ''
  }
  await send(false)
  assert.match(await send(true), /^HTTP\/1\.1 201 .*"name":"blog"/s)
})
