import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { test } from 'node:test'
import fastify from 'fastify'
import { type ProblemId, problem, problemStatus } from '../../../src/controller/domain/problem.ts'
import { answerErrors, toErrorAnswer } from '../../../src/controller/http/errors.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestServer } from '../../fixtures/test-server.ts'
import { until } from '../../fixtures/until.ts'

for (const [id, status] of Object.entries(problemStatus) as [ProblemId, number][]) {
  test(`${id} is answered ${status}, in its own words`, () => {
    const cause = new Error('a detail')
    assert.deepEqual(toErrorAnswer(problem(id, 'Why.', { cause })), { status, body: { id, message: 'Why.' } })
  })
}

test("what is nobody's fault but ours says no more than that", () => {
  const ours = {
    status: 500,
    body: {
      id: 'internal_server_error',
      message: 'Something went wrong in the controller. Its log says what.',
    },
  }
  const leaky = Object.assign(new Error('a secret'), { statusCode: 503 })
  for (const error of [new Error('a secret'), leaky, 'a secret', undefined, null])
    assert.deepEqual(toErrorAnswer(error), ours)
})

test('a full disk is no riddle for who asked, and is logged', async (t) => {
  const { platform, call } = await createTestServer(t)
  platform.store.users.list = () =>
    Promise.reject(Object.assign(new Error('ENOSPC: /secret'), { code: 'ENOSPC' }))
  const message = "The controller's disk is full. Make room on it, and try again."
  const { status, body } = await call('admin', 'GET', '/users')
  assert.deepEqual([status, body], [503, { id: 'storage_unavailable', message }])
  const deis = await call('admin', 'GET', '/v2/users/')
  assert.deepEqual([deis.status, deis.body], [503, { detail: message }])
  assert.deepEqual(
    platform.complaints.map((it) => it.err?.message),
    ['ENOSPC: /secret', 'ENOSPC: /secret'],
  )
})

test('an address that is not there', async (t) => {
  const { call } = await createTestServer(t)
  const { status, body } = await call('nobody', 'PUT', '/nowhere?secret=1')
  assert.deepEqual([status, body], [404, { id: 'not_found', message: 'There is no PUT /nowhere here.' }])
})

test('a request that is not as its schema', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const { status, body } = await call('owner', 'POST', '/apps/blog/log-sessions', { lines: 'many' })
  assert.deepEqual(
    [status, body],
    [422, { id: 'invalid_params', message: 'Invalid request: body/lines must be integer.' }],
  )
})

test('a failure of ours is logged with its cause', async (t) => {
  const { platform, call } = await createTestServer(t)
  platform.store.users.list = () => Promise.reject(new Error('the disk is full'))
  assert.equal((await call('admin', 'GET', '/users')).status, 500)
  assert.deepEqual(
    platform.complaints.map((it) => [it.msg, it.err?.message]),
    [['a request failed', 'the disk is full']],
  )
})

test('what ended because whoever asked went away is no failure', { timeout: 120_000 }, async (t) => {
  const lines: string[] = []
  const server = fastify({ logger: { level: 'info', stream: { write: (line) => void lines.push(line) } } })
  t.after(() => server.close())
  answerErrors(server)
  const asked = Promise.withResolvers<void>()
  server.get('/long', async (_, reply) => {
    asked.resolve()
    await once(reply.raw, 'close')
    throw new DOMException('This operation was aborted', 'AbortError')
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  socket.write('GET /long HTTP/1.1\r\nhost: a\r\n\r\n')
  await asked.promise
  socket.destroy()
  await until('it is logged', () => lines.some((it) => it.includes('whoever asked is gone')))
  assert.deepEqual(
    lines.filter((it) => it.includes('"level":50')),
    [],
  )
})
