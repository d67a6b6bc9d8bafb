import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { controllerHttp } from '../../src/api-client/http.ts'
import { localServer } from '../fixtures/http-server.ts'
import { stubToken, stubUrl } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'

const http = () => controllerHttp({ url: stubUrl, token: stubToken, retryDelays: [1, 1, 1] })

for (const status of [502, 503, 504]) {
  test(`a GET is tried again after ${status}`, async (t) => {
    const api = stubController(t)
    api.get('/x').twice().reply(status, 'proxy says no')
    api.get('/x').reply(200, { ok: true })
    assert.deepEqual(await http().get('/x'), { ok: true })
  })
}

test('a GET is tried again after a cut connection', async (t) => {
  const api = stubController(t)
  api.get('/x').replyWithError(Object.assign(new Error('cut'), { code: 'ECONNRESET' }))
  api.get('/x').reply(200, {})
  assert.deepEqual(await http().get('/x'), {})
})

test('a GET is given up after four tries, with what was last said', async (t) => {
  stubController(t).get('/x').times(4).reply(503, { id: 'engine_unavailable', message: 'no engine' })
  await assert.rejects(http().get('/x'), { name: 'ApiError', status: 503, code: 'engine_unavailable' })
})

test('a GET is not tried again after a refusal', async (t) => {
  stubController(t).get('/x').reply(500, { id: 'internal', message: 'oh' })
  await assert.rejects(http().get('/x'), { status: 500 })
})

for (const method of ['POST', 'PATCH', 'DELETE'] as const) {
  test(`a ${method} is never sent twice`, async (t) => {
    stubController(t).intercept('/x', method).reply(503, { id: 'busy', message: 'busy' })
    await assert.rejects(http().send(method, '/x', { body: {} }), { status: 503, code: 'busy' })
  })
}

test('a failed connection says what is the matter, and holds no token', async (t) => {
  stubController(t)
    .post('/x')
    .replyWithError(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
  await assert.rejects(http().send('POST', '/x'), (error: unknown) => {
    assert.match(String(error), /can't reach http:\/\/qp\.test: nothing listens there\./)
    assert.doesNotMatch(inspect(error, { depth: 10, showHidden: true }), new RegExp(stubToken))
    return true
  })
})

test('a refusal holds the request id, and no token', async (t) => {
  stubController(t).get('/x').reply(404, { id: 'not_found', message: 'no' }, { 'request-id': 'r-1' })
  await assert.rejects(http().get('/x'), (error: unknown) => {
    assert.deepEqual(
      { ...Object(error), name: '' },
      { name: '', code: 'not_found', status: 404, requestId: 'r-1' },
    )
    assert.doesNotMatch(inspect(error, { depth: 10, showHidden: true }), new RegExp(stubToken))
    return true
  })
})

test('a redirect within the controller keeps the token; to another origin it is left behind', async (t) => {
  const seen: (string | undefined)[] = []
  const other = await localServer(t, (request, response) => {
    seen.push(request.headers.authorization)
    response.end('{}')
  })
  const own = await localServer(t, (request, response) => {
    seen.push(request.headers.authorization)
    const location = request.url === '/a' ? '/b' : `${other.url}/c`
    response.writeHead(302, { location }).end()
  })
  await controllerHttp({ url: own.url, token: 'mine' }).get('/a')
  assert.deepEqual(seen, ['Bearer mine', 'Bearer mine', undefined])
})

test('list joins the pages', async (t) => {
  const api = stubController(t)
  api.get('/x').matchHeader('range', 'name ..').reply(206, [1, 2], { 'next-range': ']2..' })
  api.get('/x').matchHeader('range', ']2..').reply(206, [3], { 'next-range': ']3..' })
  api.get('/x').matchHeader('range', ']3..').reply(200, [4])
  assert.deepEqual(await http().list('/x', { range: 'name ..' }), [1, 2, 3, 4])
})

test('list stops at max, and asks for no more', async (t) => {
  const api = stubController(t)
  api.get('/x').matchHeader('range', 'id ..; max=3').reply(206, [1, 2], { 'next-range': ']2..' })
  api.get('/x').matchHeader('range', ']2..').reply(206, [3, 4], { 'next-range': ']4..' })
  assert.deepEqual(await http().list('/x', { max: 3 }), [1, 2, 3])
})

test('watch reports while the controller is still at work', async (t) => {
  const steps = [
    { kind: 'note', text: 'one' },
    { kind: 'note', text: 'two' },
  ]
  let goOn = () => {}
  const { url } = await localServer(t, async (request, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    for (const progress of steps) {
      response.write(JSON.stringify({ progress }) + '\n')
      await new Promise<void>((resolve) => {
        goOn = resolve
      })
    }
    const body = { accept: request.headers.accept, authorization: request.headers.authorization }
    response.end(JSON.stringify({ result: { status: 200, headers: {}, body } }) + '\n')
  })
  const seen: string[] = []
  const result = await controllerHttp({ url, token: 'mine' }).watch('PATCH', '/x', (progress) => {
    seen.push(progress.kind === 'note' ? progress.text : '')
    // Only what was seen lets the server go on: were it all told at the end, this would wait for ever.
    goOn()
  })
  assert.deepEqual(seen, ['one', 'two'])
  assert.deepEqual(result, { accept: 'application/x-ndjson', authorization: 'Bearer mine' })
})

test('watch takes a connection that is cut for what it is', async (t) => {
  const { url } = await localServer(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    response.write('{"progress":{"kind":"note","text":"one"}}\n', () => response.destroy())
  })
  await assert.rejects(
    controllerHttp({ url }).watch('POST', '/x', () => {}),
    {
      name: 'UserError',
      code: 'connection_lost',
    },
  )
})

test('the token is for the address of the controller alone', () => {
  const { authorizationFor } = controllerHttp({ url: 'https://qp.example.com/api', token: 'mine' })
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
