import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createLogStreams } from '../../../src/controller/http/logs.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { aCollaboration } from '../../fixtures/stored.ts'
import { createTestServer, type Who } from '../../fixtures/test-server.ts'

const at = (ms: number) => new Date(Date.parse('2026-08-01T10:00:00.000Z') + ms)
const eventOf = (ms: number, text: string) =>
  `id: ${at(ms).getTime()}\ndata: ${at(ms).toISOString().replace('Z', '000+00:00')} app[web.1]: ${text}\n\n`

/** Without it the heroku program would stay for 3 s more. */
const end = 'retry: 100\n\n'

/** An app with the lines one (0 ms), two (10 ms), three (20 ms), and a controller that listens. */
async function createLogged(t: TestContext) {
  const { platform, server, call, users } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  await platform.logs.remove(app.id)
  const append = (ms: number, text: string) =>
    platform.logs.append(app.id, { at: at(ms), source: 'app', dyno: 'web.1', text })
  append(0, 'one')
  append(10, 'two')
  append(20, 'three')
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const open = async (asked: object, who: Who = 'owner') => {
    const { body } = await call(who, 'POST', '/apps/blog/log-sessions', asked)
    return url + new URL((body as { logplex_url: string }).logplex_url).pathname
  }
  return { platform, users, app, append, open, url }
}

/** Reads on until all of the text has come; gives back what came. */
async function readUntil(reader: ReadableStreamDefaultReader<string>, text: string): Promise<string> {
  let all = ''
  while (!all.includes(text)) {
    const { value, done } = await reader.read()
    if (done) return all
    all += value
  }
  return all
}

test('the lines there are as server-sent events, then the end, without any credentials', async (t) => {
  const { open } = await createLogged(t)
  const response = await fetch(await open({ lines: 2 }))
  assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'text/event-stream'])
  assert.equal(await response.text(), eventOf(10, 'two') + eventOf(20, 'three') + end)
})

test('a tail goes on with what is written, and ends with its reader', { timeout: 120_000 }, async (t) => {
  const { open, append } = await createLogged(t)
  const reading = new AbortController()
  const response = await fetch(await open({ lines: 1, tail: true }), { signal: reading.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  assert.ok(reader)
  assert.equal(await readUntil(reader, 'three\n\n'), eventOf(20, 'three'))
  append(30, 'four')
  assert.equal(await readUntil(reader, 'four\n\n'), eventOf(30, 'four'))
  reading.abort()
  await assert.rejects(reader.read())
})

test("a tail ends with the right to it, and its address is nobody's", { timeout: 120_000 }, async (t) => {
  const { platform, users, app, open } = await createLogged(t)
  const collaboration = aCollaboration(app, users.friend)
  await platform.store.collaborators.add(collaboration)
  const [url, unused] = [await open({ tail: true }, 'friend'), await open({}, 'friend')]
  const reader = (await fetch(url)).body?.pipeThrough(new TextDecoderStream()).getReader()
  assert.ok(reader)
  await readUntil(reader, 'three\n\n')
  await platform.sessions.recheck()
  await platform.store.collaborators.remove(collaboration.id)
  await platform.sessions.recheck()
  assert.equal((await reader.read()).done, true)
  for (const address of [url, unused]) assert.equal((await fetch(address)).status, 404)
})

test('a client that lost the stream goes on behind the event it had', async (t) => {
  const { open } = await createLogged(t)
  const url = await open({ lines: 100 })
  const ask = async (id: string) => (await fetch(url, { headers: { 'last-event-id': id } })).text()
  assert.equal(await ask(String(at(10).getTime())), eventOf(20, 'three') + end)
  assert.equal(await ask(String(at(20).getTime())), end)
  assert.equal(
    await ask('nonsense'),
    [eventOf(0, 'one'), eventOf(10, 'two'), eventOf(20, 'three'), end].join(''),
  )
})

test('only what was asked for is sent', async (t) => {
  const { open } = await createLogged(t)
  assert.equal(await (await fetch(await open({ dyno: 'worker' }))).text(), end)
  assert.equal(await (await fetch(await open({ source: 'qp' }))).text(), end)
  assert.equal(await (await fetch(await open({ lines: 0 }))).text(), end)
  assert.ok((await (await fetch(await open({ dyno: 'web', source: 'app' }))).text()).includes('one'))
})

test('an address that nobody was given is not there', async (t) => {
  const { url } = await createLogged(t)
  const response = await fetch(`${url}/logs/guessed`)
  assert.deepEqual(
    [response.status, await response.json()],
    [404, { id: 'not_found', message: 'No such log session, or it has expired.' }],
  )
})

test('an address is good for five minutes, and no two are alike', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const streams = createLogStreams(() => 'id')
  const asked = { appId: 'a1', lines: 1, tail: false, filter: {}, isAllowed: async () => true }
  const [one, two] = [streams.open(asked), streams.open(asked)]
  assert.notEqual(one.secret, two.secret)
  assert.match(one.secret, /^[\w-]{32}$/)
  t.mock.timers.tick(5 * 60_000 - 1)
  assert.deepEqual(streams.find(one.secret), asked)
  t.mock.timers.tick(1)
  assert.equal(streams.find(one.secret), undefined)
})
