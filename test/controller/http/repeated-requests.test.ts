import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { answerRepeats, type RepeatLimits } from '../../../src/controller/http/repeated-requests.ts'
import { aUser } from '../../fixtures/stored.ts'
import { createTestServer } from '../../fixtures/test-server.ts'
import { until } from '../../fixtures/until.ts'

const secretPaths = ['/oauth/tokens', '/v2/auth/tokens', '/apps/:app/log-sessions', '/apps/:app/sources']

/** A server that counts what it was asked to do, and does it when it is let. */
async function counting(t: TestContext, limits?: RepeatLimits) {
  const server = fastify({ forceCloseConnections: true })
  t.after(() => server.close())
  server.decorateRequest('caller')
  server.addHook('onRequest', async (request) => {
    const { who = 'ann' } = request.headers
    const user = who === 'nobody' ? undefined : aUser(String(who))
    request.caller = { user, token: undefined, app: undefined, collaboration: undefined }
  })
  answerRepeats(server, limits)
  let gate = Promise.resolve()
  let count = 0
  let status = 201
  const work = async (_request: FastifyRequest, reply: FastifyReply) => {
    count += 1
    const number = count
    await gate
    return reply.code(status).send({ number })
  }
  for (const path of ['/things', ...secretPaths]) server.post(path, work)
  const post = async (
    id: string,
    { url = '/things', body = {}, headers = {} }: { url?: string; body?: object; headers?: object } = {},
  ) => {
    const answer = await server.inject({
      method: 'POST',
      url,
      headers: { accept: 'application/vnd.heroku+json; version=3', 'request-id': id, ...headers },
      payload: body,
    })
    return [answer.statusCode, answer.json<{ number: number }>().number]
  }
  return {
    server,
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

test('a repeat waits for the first, whose caller has gone', { timeout: 120_000 }, async (t) => {
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

test('it is forgotten in time, whoever asks', async (t) => {
  const { post } = await counting(t, { life: 1 })
  assert.deepEqual(await post('a'), [201, 1])
  await until('it is forgotten', async () => (await post('a'))[1] !== 1)
})

test('of too many the oldest is forgotten, and never what is another user’s', async (t) => {
  const { post } = await counting(t, { most: 2 })
  const by = (name: string) => ({ headers: { who: name } })
  assert.deepEqual(await post('a', by('ann')), [201, 1])
  for (const [index, id] of ['a', 'b', 'c'].entries())
    assert.deepEqual(await post(id, by('bob')), [201, index + 2])
  assert.deepEqual(await post('a', by('ann')), [201, 1])
  assert.deepEqual(await post('c', by('bob')), [201, 4])
  assert.deepEqual(await post('a', by('bob')), [201, 5])
})

test('what is under way is not forgotten for others', { timeout: 120_000 }, async (t) => {
  const { post, hold, count } = await counting(t, { most: 1 })
  const gate = Promise.withResolvers<void>()
  hold(gate.promise)
  const first = post('a')
  await until('it is under way', () => count() === 1)
  hold(Promise.resolve())
  assert.deepEqual(await post('b'), [201, 2])
  const again = post('a')
  gate.resolve()
  assert.deepEqual([await first, await again, count()], [[201, 1], [201, 1], 2])
})

test('nothing is remembered for nobody, nor where a secret is answered', async (t) => {
  const { post } = await counting(t)
  const nobody = { headers: { who: 'nobody' } }
  assert.deepEqual(
    [await post('a', nobody), await post('a', nobody)].map((it) => it[1]),
    [1, 2],
  )
  for (const url of secretPaths) {
    const [, first] = await post('a', { url })
    assert.notEqual((await post('a', { url }))[1], first, url)
  }
})

test('who loses the connection before the answer does not make an app twice', {
  timeout: 120_000,
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
