import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { platformController } from '../../../src/api-client/platform/platform-controller.ts'
import { checkWebsocket } from '../../../src/lib/doctor/websocket.ts'
import { connectProxy } from '../../fixtures/connect-proxy.ts'
import { localTerminalProcess } from '../../fixtures/local-process.ts'
import { anApp, aRelease } from '../../fixtures/resources.ts'
import { stubToken } from '../../fixtures/run-command.ts'
import { type WholeControllerOptions, wholeController } from '../../fixtures/whole-controller.ts'

const stopped = { 'POST /apps/blog/dynos/run.1/actions/stop': { status: 202, body: {} } }

test('checkWebsocket types into a shell of the first own app that has a release', async (t) => {
  const { look, controller } = await start(t, { apps: { empty: false, blog: true, shop: true } })
  const { status, detail } = await look(undefined)
  assert.equal(status, 'passed', detail)
  assert.match(detail, /^typed into run\.1 of blog: up after \d+ ms, an answer after \d+ ms$/)
  assert.deepEqual(controller.sessions.requests, [
    {
      argv: ['sh'],
      env: { TERM: 'dumb' },
      timeout: 60,
      columns: 80,
      rows: 24,
      attach: true,
      tty: true,
    },
  ])
  assert.ok(!controller.asked.some((it) => it.includes('stop')), 'it had ended by itself')
})

test('checkWebsocket passes by an app whose only release is under way, and one that was destroyed', async (t) => {
  const { look } = await start(t, {
    apps: { blog: true, gone: true, shop: true },
    answers: {
      'GET /apps/blog/releases': {
        status: 200,
        body: [aRelease(1, { slug: { id: 'slug-1' }, status: 'pending', current: false })],
      },
      'GET /apps/gone/releases': { status: 404, body: { id: 'not_found', message: 'No such app: gone.' } },
    },
  })
  assert.match((await look(undefined)).detail, / of shop: /)
  assert.equal((await look('blog')).status, 'skipped')
  await assert.rejects(look('gone'), { status: 404 })
})

test('checkWebsocket starts nothing in what belongs to others', async (t) => {
  const owner = { id: 'user-bob', email: 'bob@example.com' }
  const body = [anApp({ name: 'blog', owner })]
  const { look, controller } = await start(t, { answers: { 'GET /users/~/apps': { status: 200, body } } })
  const { status, hint } = await look(undefined)
  assert.equal(status, 'skipped')
  assert.match(hint ?? '', /-a/)
  assert.deepEqual(controller.sessions.requests, [])
})

test('checkWebsocket takes the app that was named', async (t) => {
  const { look, controller } = await start(t, { apps: { blog: true, shop: true } })
  assert.match((await look('shop')).detail, / of shop: /)
  assert.ok(!controller.asked.includes('GET /users/~/apps'))
})

test('checkWebsocket is skipped where nothing could be run', async (t) => {
  const { look, controller } = await start(t, { apps: { empty: false } })
  for (const app of [undefined, 'empty']) {
    const { status, hint } = await look(app)
    assert.equal(status, 'skipped')
    assert.match(hint ?? '', /Deploy/)
  }
  assert.deepEqual(controller.sessions.requests, [])
})

test('checkWebsocket says that an app has no shell, and that the session is fine', async (t) => {
  const { look } = await start(t, {
    answers: stopped,
    start: () => ({ exitCode: 127, reason: 'not-started', message: 'sh was not found' }),
  })
  const { status, detail, hint } = await look('blog')
  assert.equal(status, 'warned')
  assert.match(detail, /no sh to type into \(sh was not found\)/)
  assert.match(hint ?? '', /-a/)
})

test('checkWebsocket stops the dyno of a shell that does not answer', async (t) => {
  const interruption = new AbortController()
  const { look, controller } = await start(t, {
    answers: stopped,
    start: () => {
      const deaf = localTerminalProcess(['sleep', '60'])
      deaf.stdout.on('data', () => interruption.abort())
      return deaf
    },
  })
  await assert.rejects(look('blog', interruption.signal), { name: 'CancelError' })
  assert.ok(controller.asked.includes('POST /apps/blog/dynos/run.1/actions/stop'))
})

test('checkWebsocket stops a dyno whose session was refused', async (t) => {
  // As a proxy in between does that lets requests pass, and no websocket.
  const { look, controller } = await start(t, { answers: stopped, refusesWebsockets: true })
  await assert.rejects(look('blog'), { name: 'ApiError', status: 426 })
  assert.ok(controller.asked.includes('POST /apps/blog/dynos/run.1/actions/stop'))
})

test('checkWebsocket goes the way that sessions go: through the proxy', async (t) => {
  const controller = await wholeController(t)
  const proxy = await connectProxy(t, { routes: { 'qp.test:80': controller.port } })
  const network = { env: { HTTP_PROXY: proxy.url } }
  const api = platformController({ url: 'http://qp.test', token: stubToken, network })
  const found = await checkWebsocket({ api, app: 'blog', signal: AbortSignal.timeout(60_000) })
  assert.equal(found.status, 'passed', found.detail)
  assert.ok(proxy.asked.length > 0)
  assert.ok(controller.asked.some((it) => it.startsWith('UPGRADE ')))
})

async function start(t: TestContext, options: WholeControllerOptions) {
  const controller = await wholeController(t, options)
  const api = platformController({ url: controller.url, token: stubToken })
  const look = (app: string | undefined, signal = AbortSignal.timeout(60_000)) =>
    checkWebsocket({ api, app, signal })
  return { controller, look }
}
