import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('the address carries its own secret, on the host that was asked', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const ask = () => call('owner', 'POST', '/apps/blog/log-sessions', {}, { host: 'qp.example:5005' })
  const [one, two] = [await ask(), await ask()]
  assert.equal(one.status, 201)
  assertIsResource('log-session', one.body)
  const url = (it: typeof one) => (it.body as { logplex_url: string }).logplex_url
  assert.match(url(one), /^http:\/\/qp\.example:5005\/logs\/[\w-]{32}$/)
  assert.notEqual(url(one), url(two))
})

const filters = [
  { asked: {}, seen: ['app[api]: one', 'qp[web.1]: two', 'app[web.1]: three'] },
  { asked: { source: 'app' }, seen: ['app[api]: one', 'app[web.1]: three'] },
  { asked: { source: 'qp' }, seen: ['qp[web.1]: two'] },
  { asked: { source: 'heroku' }, seen: ['qp[web.1]: two'] },
  { asked: { source: 'router' }, seen: [] },
  { asked: { dyno: 'web.1' }, seen: ['qp[web.1]: two', 'app[web.1]: three'] },
  { asked: { dyno: 'web', source: 'app' }, seen: ['app[web.1]: three'] },
  { asked: { lines: 1 }, seen: ['app[web.1]: three'] },
  { asked: { lines: 0 }, seen: [] },
]
for (const { asked, seen } of filters) {
  test(`${JSON.stringify(asked)} shows ${seen.length} of three lines`, async (t) => {
    const { platform, call } = await createTestServer(t)
    const { app } = await createEmptyApp(platform)
    await platform.logs.remove(app.id)
    const at = platform.now()
    platform.logs.append(app.id, { at, source: 'app', dyno: 'api', text: 'one' })
    platform.logs.append(app.id, { at, source: 'qp', dyno: 'web.1', text: 'two' })
    platform.logs.append(app.id, { at, source: 'app', dyno: 'web.1', text: 'three' })
    const { body } = await call('owner', 'POST', '/apps/blog/log-sessions', asked)
    const { pathname } = new URL((body as { logplex_url: string }).logplex_url)
    const stream = String((await call('nobody', 'GET', pathname)).body)
    const lines = stream.split('\n').filter((it) => it.startsWith('data: '))
    assert.deepEqual(
      lines.map((it) => it.replace(/^data: \S+ /, '')),
      seen,
    )
  })
}

test('whoever asks for more lines than are kept gets the 1,500 newest', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const asked: number[] = []
  platform.logs.read = async (_appId, lines) => {
    asked.push(lines)
    return []
  }
  for (const lines of [1500, 5000]) {
    const { body } = await call('owner', 'POST', '/apps/blog/log-sessions', { lines })
    await call('nobody', 'GET', new URL((body as { logplex_url: string }).logplex_url).pathname)
  }
  assert.deepEqual(asked, [1500, 1500])
})

for (const asked of [{ lines: -1 }, { lines: 1.5 }, { lines: '5' }, { tail: 'yes' }, { source: 'nginx' }]) {
  test(`${JSON.stringify(asked)}: 422`, async (t) => {
    const { platform, call } = await createTestServer(t)
    await createEmptyApp(platform)
    assert.equal((await call('owner', 'POST', '/apps/blog/log-sessions', asked)).status, 422)
  })
}

test('an unknown source is answered with those there are', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  assert.deepEqual((await call('owner', 'POST', '/apps/blog/log-sessions', { source: 'nginx' })).body, {
    id: 'invalid_params',
    message: 'No such log source: nginx. There are app, qp (or heroku) and router, a part of it.',
  })
})
