import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { controllerHttp } from '../../src/api-client/http.ts'
import { localServer } from '../fixtures/http-server.ts'
import { stubToken, stubUrl } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'

const http = () => controllerHttp({ url: stubUrl, token: stubToken })

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

const doubts = (problem: string) => ({
  name: 'ApiError',
  code: 'not_json',
  message: `${stubUrl} answered what no controller answers: ${problem}. Is this the address of one?`,
})

for (const [body, shown] of [
  ['[]', '[]'],
  ['"text"', '"text"'],
  ['null', 'null'],
  ['', 'nothing'],
])
  for (const method of ['POST', 'PATCH', 'PUT'] as const)
    test(`a ${method} that is answered with ${shown} is doubted, also when it was watched`, async (t) => {
      stubController(t).intercept('/x', method).twice().reply(200, body)
      const doubt = doubts(`an object was expected, not ${shown} in ${method} /x`)
      await assert.rejects(http().send(method, '/x', { body: {} }), doubt)
      await assert.rejects(
        http().watch(method, '/x', () => {}, { body: {} }),
        doubt,
      )
    })

test('who asks for a list takes no object, and what is removed may be answered with nothing', async (t) => {
  const api = stubController(t)
  api.patch('/x').reply(200, {})
  api.delete('/x').reply(204)
  await assert.rejects(
    http().send('PATCH', '/x', { body: {}, kind: 'list' }),
    doubts('a list was expected, not {} in PATCH /x'),
  )
  assert.equal(await http().send('DELETE', '/x'), undefined)
})
