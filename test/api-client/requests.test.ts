import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { createRequests, type Manner } from '../../src/api-client/requests.ts'
import { localServer } from '../fixtures/http-server.ts'
import { stubToken, stubUrl } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'

const bearer: Manner = { headers: {}, scheme: 'Bearer' }
const requests = () => createRequests({ url: stubUrl, token: stubToken, retryDelays: [1, 1, 1] }, bearer)

for (const status of [429, 502, 503, 504]) {
  test(`a GET is tried again after ${status}`, async (t) => {
    const api = stubController(t)
    api.get('/x').twice().reply(status, 'proxy says no')
    api.get('/x').reply(200, { ok: true })
    assert.equal((await requests().send('GET', '/x')).body, '{"ok":true}')
  })
}

test('a GET is tried again after a cut connection', async (t) => {
  const api = stubController(t)
  api.get('/x').replyWithError(Object.assign(new Error('cut'), { code: 'ECONNRESET' }))
  api.get('/x').reply(200, {})
  assert.equal((await requests().send('GET', '/x')).statusCode, 200)
})

test('a GET is given up after four tries, with what was last said', async (t) => {
  stubController(t).get('/x').times(4).reply(503, { id: 'engine_unavailable', message: 'no engine' })
  const { statusCode, body } = await requests().send('GET', '/x')
  assert.equal(statusCode, 503)
  assert.match(body, /engine_unavailable/)
})

test('a GET is not tried again after a refusal', async (t) => {
  stubController(t).get('/x').reply(500, { id: 'internal', message: 'oh' })
  assert.equal((await requests().send('GET', '/x')).statusCode, 500)
})

for (const method of ['POST', 'PATCH', 'DELETE'] as const) {
  test(`a ${method} is never sent twice`, async (t) => {
    stubController(t).intercept('/x', method).reply(503, { id: 'busy', message: 'busy' })
    assert.equal((await requests().send(method, '/x', { body: {} })).statusCode, 503)
  })
}

test('what was never sent is sent again, whatever it is', async (t) => {
  const api = stubController(t)
  api.post('/x').replyWithError(Object.assign(new Error('no'), { code: 'EAI_AGAIN' }))
  api.post('/x', { a: 1 }).reply(201, {})
  assert.equal((await requests().send('POST', '/x', { body: { a: 1 } })).statusCode, 201)
})

test('what was cut off while it was sent is not', async (t) => {
  stubController(t)
    .post('/x')
    .replyWithError(Object.assign(new Error('cut'), { code: 'ECONNRESET' }))
  await assert.rejects(requests().send('POST', '/x'), { code: 'unreachable' })
})

test('who asks to wait for long is told so, and believed', async (t) => {
  const api = stubController(t)
  api.get('/x').reply(429, {}, { 'retry-after': '3' })
  api.get('/x').reply(200, {})
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const told: string[] = []
  const onWarning = (text: string) => {
    told.push(text)
    // Once it waits, which it does right after it has said so.
    setImmediate(() => t.mock.timers.tick(3_000))
  }
  const { send } = createRequests({ url: stubUrl, token: stubToken, onWarning }, bearer)
  assert.equal((await send('GET', '/x')).statusCode, 200)
  assert.deepEqual(told, [`${stubUrl} asks to wait: trying again in 3 s.`])
})

test('who asks to wait for minutes is not waited for', async (t) => {
  stubController(t).get('/x').reply(503, {}, { 'retry-after': '120' })
  assert.equal((await requests().send('GET', '/x')).statusCode, 503)
})

test('a failed connection says what is the matter, and holds no token', async (t) => {
  stubController(t)
    .post('/x')
    .times(4)
    .replyWithError(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
  await assert.rejects(requests().send('POST', '/x'), (error: unknown) => {
    assert.match(String(error), /can't reach http:\/\/qp\.test: nothing listens there\./)
    assert.doesNotMatch(inspect(error, { depth: 10, showHidden: true }), new RegExp(stubToken))
    return true
  })
})

test('what reads is sent on within the controller, and nothing is sent to another', async (t) => {
  const seen: (string | undefined)[] = []
  const other = await localServer(t, (request, response) => {
    seen.push(`elsewhere: ${request.url}`)
    response.end('{}')
  })
  const own = await localServer(t, (request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    if (request.url === '/b') return void response.end('{}')
    const location = request.url === '/a' ? '/b' : `${other.url}/c`
    response.writeHead(307, { location }).end()
  })
  const { send, open } = createRequests({ url: own.url, token: 'mine' }, bearer)
  assert.equal((await send('GET', '/a')).statusCode, 200)
  const redirected = { code: 'redirected', message: `${own.url} sends its callers on to ${other.url}.` }
  await assert.rejects(send('GET', '/away'), redirected)
  await assert.rejects(send('POST', '/away', { body: { password: 'secret' } }), redirected)
  await assert.rejects(send('PATCH', '/a', { body: { A: '1' } }), {
    code: 'redirected',
    message: `${own.url} sends its callers on to /b.`,
  })
  const stream = await open('POST', '/away', { body: { A: '1' } })
  await assert.rejects(text(stream), redirected)
  assert.deepEqual(seen, [
    ...['GET /a Bearer mine', 'GET /b Bearer mine', 'GET /away Bearer mine'],
    ...['POST /away Bearer mine', 'PATCH /a Bearer mine', 'POST /away Bearer mine'],
  ])
})

test('the token is for the address of the controller alone', () => {
  const { authorizationFor } = createRequests({ url: 'https://qp.example.com/api', token: 'mine' }, bearer)
  const cases = {
    'https://qp.example.com/x': 'Bearer mine',
    'wss://qp.example.com/x': 'Bearer mine',
    'ws://qp.example.com/x': undefined,
    'http://qp.example.com:443/x': undefined,
    'https://qp.example.com:8443/x': undefined,
    'https://qp.example.com.evil.test/x': undefined,
  }
  for (const [url, expected] of Object.entries(cases))
    assert.equal(authorizationFor(new URL(url)), expected, url)
})

test('each dialect has its word before the token, and may leave it out', async (t) => {
  const seen: (string | undefined)[] = []
  const { url } = await localServer(t, (request, response) => {
    seen.push(request.headers.authorization)
    response.end('{}')
  })
  const { send } = createRequests({ url, token: 'mine' }, { headers: {}, scheme: 'token' })
  await send('GET', '/a')
  await send('GET', '/a', { headers: { authorization: undefined } })
  assert.deepEqual(seen, ['token mine', undefined])
})

test('an answer that does not come is given up by whoever has no patience', async (t) => {
  const { url } = await localServer(t, () => {})
  const { send } = createRequests({ url, retryDelays: [] }, bearer)
  await assert.rejects(send('POST', '/a', { patience: 1 }), { name: 'UserError', code: 'no_answer' })
})
