import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documented } from '../../../fixtures/deis-contract.ts'
import { createDeployedApp, createEmptyApp, listContainers } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

async function prepare(t: Parameters<typeof createTestServer>[0]) {
  const { call, platform } = await createTestServer(t)
  await createDeployedApp(platform, { processTypes: { web: 'serve', worker: 'work' } })
  const scale = async (body: object) => {
    const answer = await call('owner', 'POST', '/v2/apps/blog/scale/', body)
    return [answer.status, answer.body]
  }
  return { call, platform, scale }
}

test('numbers, and texts that Python reads as numbers', async (t) => {
  const { platform, scale } = await prepare(t)
  assert.deepEqual(await scale({ worker: ' 2 ', web: 2.9 }), [204, ''])
  assert.deepEqual(await scale({ worker: '2' }), [204, ''])
  const running = ['web.1@v2', 'web.2@v2', 'worker.1@v2', 'worker.2@v2'].map((it) => `${it} running`)
  assert.deepEqual(listContainers(platform), running)
  assert.deepEqual(await scale({ worker: '+0' }), [204, ''])
  assert.deepEqual(listContainers(platform), ['web.1@v2 running', 'web.2@v2 running'])
})

test('what is refused', async (t) => {
  const { scale } = await prepare(t)
  const refused = async (body: object, status: number, detail: string) => {
    assert.deepEqual(await scale(body), [status, { detail: documented(detail) }])
  }
  await refused({ web: 'x' }, 400, "Invalid scaling format: invalid literal for int() with base 10: 'x'")
  await refused(
    { web: -1 },
    400,
    "Invalid scaling format: [ErrorDetail(string='Must be greater than or equal to zero', code='invalid')]",
  )
  await refused({ foo: 1 }, 404, 'Container type foo does not exist in application')
  assert.deepEqual(await scale({ web: null }), [
    400,
    { detail: 'Invalid scaling format: invalid literal for int() with base 10: null' },
  ])
  assert.deepEqual(await scale({ web: 1000 }), [
    400,
    { detail: "Can't scale web to 1000: use a number from 0 to 100." },
  ])
})

test('where nothing was built there is nothing to scale', async (t) => {
  const { call, platform } = await createTestServer(t)
  await createEmptyApp(platform)
  const { status, body } = await call('owner', 'POST', '/v2/apps/blog/scale', { web: 1 })
  const detail = documented('No build associated with this release')
  assert.deepEqual([status, body], [400, { detail }])
})

test('what does not come up is told as Deis tells it', async (t) => {
  const { platform, scale } = await prepare(t)
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  const [status, body] = await scale({ worker: 1 })
  assert.equal(status, 503)
  assert.match((body as { detail: string }).detail, /^\(scale\): .*worker\.1/s)
})
