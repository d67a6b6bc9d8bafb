import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type TestContext, test } from 'node:test'
import { inspect } from 'node:util'
import { type Dialect, dialects, openController } from '../../src/api-client/dialect.ts'
import { findDialect } from '../../src/api-client/find-dialect.ts'
import { controllerHttp } from '../../src/api-client/http.ts'
import { createRequests } from '../../src/api-client/requests.ts'
import { tellSilence } from '../../src/api-client/silence.ts'
import { localServer } from '../fixtures/http-server.ts'

const bearer = { headers: {}, scheme: 'Bearer' } as const
const never = 3_600_000
const limits = { told: never, reading: never, changing: never }
const impatient = { told: never, reading: 20, changing: 20 }

for (const dialect of dialects)
  test(`what only reads is given up, asked once and named, in ${dialect}`, async (t) => {
    const { url, asked } = await silentServer(t)
    await assert.rejects(list(dialect, url), (error: unknown) => {
      const { name, code, message } = Object(error)
      assert.deepEqual([name, code], ['UserError', 'no_answer'])
      assert.equal(message, `${url} has taken the request, and said nothing for 0 s.`)
      assert.match(Object(error).hint, /try again/)
      assert.doesNotMatch(inspect(error, { depth: 10, showHidden: true }), /s3cret/)
      return true
    })
    assert.equal(asked(), 1)
  })

test('so is an answer that stops in its middle', async (t) => {
  const { url } = await silentServer(t, (response) => void response.write('{"a":'))
  const { send } = createRequests({ url, limits: impatient }, bearer)
  await assert.rejects(send('GET', '/x'), { code: 'no_answer' })
})

test('what changes something is given up later, and said to be done perhaps', async (t) => {
  const { url, asked } = await silentServer(t)
  const { send } = createRequests({ url, limits: { ...impatient, reading: never } }, bearer)
  await assert.rejects(send('PATCH', '/x', { body: {} }), { code: 'no_answer', hint: /may still be done/ })
  assert.equal(asked(), 1)
})

test('finding out what a controller speaks is given up too', async (t) => {
  const { url } = await silentServer(t)
  await assert.rejects(findDialect(url, {}, { limits: impatient }), { code: 'no_answer' })
})

test('streams are not given up', async (t) => {
  const { url, answers } = await silentServer(t, (response) => response.flushHeaders())
  const body = await controllerHttp({ url, limits: impatient }).download('/x')
  body.resume()
  const ended = once(body, 'close')
  const line = createRequests({ url, limits: impatient }, bearer).send('GET', '/y')
  // By then the limit has passed for what was asked later.
  await assert.rejects(line, { code: 'no_answer' })
  assert.equal(body.destroyed, false)
  answers[0]?.end()
  await ended
})

test('what is waited for is told once for each request, until it is answered', async (t) => {
  const { promise: told, resolve: tell } = Promise.withResolvers<string>()
  const { url } = await silentServer(t, async (response) => {
    await told
    response.end('{}')
  })
  const onSilence = (text: string) => tell(text)
  await createRequests({ url, onSilence, limits: { ...limits, told: 5 } }, bearer).send('POST', '/x')
  assert.equal(await told, `waiting for ${new URL(url).host}…`)
})

for (const [name, ask] of [
  [
    'watched',
    (url: string, hearing: object) => controllerHttp({ url, ...hearing }).watch('POST', '/x', () => {}),
  ],
  ['asked what it speaks', (url: string, hearing: object) => findDialect(url, {}, hearing)],
] as const)
  test(`so it is of a controller that is ${name}`, async (t) => {
    const { promise: told, resolve: onSilence } = Promise.withResolvers<string>()
    const { url } = await silentServer(t, async (response) => {
      await told
      response.writeHead(401).end('{"id":"unauthorized","message":"no"}')
    })
    await ask(url, { onSilence, limits: { ...limits, told: 5 } }).catch(() => {})
    assert.equal(await told, `waiting for ${new URL(url).host}…`)
  })

test('nothing is told of what was answered', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const told: string[] = []
  const tell = (text: string) => void told.push(text)
  const isHeard = tellSilence('http://a.test', 10, tell)
  tellSilence('https://b.test:8443/', 10, tell)
  tellSilence('http://c.test', 10, undefined)
  t.mock.timers.tick(9)
  isHeard()
  t.mock.timers.tick(100)
  assert.deepEqual(told, ['waiting for b.test:8443…'])
})

/** It takes every request, and says what `answer` says: without, nothing. */
async function silentServer(t: TestContext, answer: (response: ServerResponse) => unknown = () => {}) {
  const answers: ServerResponse[] = []
  const { url } = await localServer(t, (request, response) => {
    request.resume()
    answers.push(response)
    void answer(response)
  })
  return { url, answers, asked: () => answers.length }
}

async function list(dialect: Dialect, url: string): Promise<unknown> {
  const api = await openController(dialect, {
    url,
    token: 's3cret',
    limits: impatient,
    retryDelays: [1, 1, 1],
  })
  return api.apps.list()
}
