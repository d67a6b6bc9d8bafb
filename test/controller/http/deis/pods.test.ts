import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsDeis } from '../../../fixtures/deis-contract.ts'
import { createDeployedApp, createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

interface Pod {
  name: string
  state: string
  release: string
  type: string
}

async function prepare(t: Parameters<typeof createTestServer>[0]) {
  const { call, platform } = await createTestServer(t)
  await createDeployedApp(platform, { processTypes: { web: 'serve', 'my-worker': 'work' } })
  const scale = { web: 2, 'my-worker': 1 }
  assert.equal((await call('owner', 'POST', '/v2/apps/blog/scale/', scale)).status, 204)
  platform.events.length = 0
  const list = async (path = '') => {
    const { status, body } = await call('owner', 'GET', `/v2/apps/blog/pods/${path}`)
    assert.equal(status, 200)
    const { results, count, ...others } = body as { results: Pod[]; count: number }
    assert.deepEqual([others, count], [{}, results.length])
    return results
  }
  const restart = async (path = '') => {
    platform.events.length = 0
    const answer = await call('owner', 'POST', `/v2/apps/blog/pods/${path}restart/`)
    const started = platform.events.filter((it) => it.startsWith('start ')).sort()
    return { ...answer, started }
  }
  return { platform, list, restart }
}

test('dynos are listed as pods, all of them, those of a type, or one', async (t) => {
  const { list } = await prepare(t)
  const all = await list()
  for (const pod of all) assertIsDeis('pod', pod)
  assert.deepEqual(all.map((it) => [it.type, it.state, it.release]).sort(), [
    ['my-worker', 'up', 'v2'],
    ['web', 'up', 'v2'],
    ['web', 'up', 'v2'],
  ])
  const [worker] = await list('my-worker/')
  assert.match(worker?.name ?? '', /^blog-my-worker-[a-z0-9]{8,10}-[a-z0-9]{5}$/)
  assert.deepEqual(await list(`my-worker/${worker?.name}/`), [worker])
  assert.equal((await list('web/')).length, 2)
  assert.deepEqual(await list('nothing/'), [])
})

test('a crashed one is not listed, nor one that lies still', async (t) => {
  const { platform, list } = await prepare(t)
  const [container] = [...platform.engine.containers.values()].filter(
    (it) => it.spec.labels['qp.dyno'] === 'web.2',
  )
  assert.ok(container)
  platform.engine.end(container.id, 1)
  assert.equal((await list('web/')).length, 1)
})

test('one that is not ready any more is starting', async (t) => {
  const { platform, list } = await prepare(t)
  const container = [...platform.engine.containers.values()].find(
    (it) => it.spec.labels['qp.dyno'] === 'web.2',
  )
  assert.ok(container)
  platform.served.unready.add(container.id)
  assert.deepEqual((await list('web/')).map((it) => it.state).sort(), ['starting', 'up'])
})

test('a restart is of all, of a type, or of one by its name, with or without the app', async (t) => {
  const { list, restart } = await prepare(t)
  const [one] = await list('my-worker/')
  assert.ok(one)
  const all = ['start my-worker.1@v2', 'start web.1@v2', 'start web.2@v2']
  const [worker = '', ...webs] = all
  const whole = await restart()
  assert.deepEqual([whole.status, whole.started], [200, all])
  for (const pod of whole.body as Pod[]) assertIsDeis('pod', pod)
  assert.deepEqual((await restart('web/')).started, webs)
  assert.deepEqual((await restart('web.2/')).started, ['start web.2@v2'])
  // As the client has it for a type with a dash.
  assert.deepEqual((await restart('my-worker/my-worker/')).started, [worker])
  for (const name of [one.name, one.name.replace(/^blog-/, '')]) {
    // The client takes the type up to its first dash.
    const { started, body } = await restart(`my/${name}/`)
    assert.deepEqual([started, (body as Pod[]).map((it) => it.name)], [[worker], [one.name]])
  }
})

test('what is not there is not restarted', async (t) => {
  const { restart } = await prepare(t)
  const nothing = await restart('nothing/')
  assert.deepEqual([nothing.status, nothing.body, nothing.started], [200, [], []])
  const { status, body } = await restart('web/blog-web-0123456789-abcde/')
  assert.equal(status, 404)
  assert.match((body as { detail: string }).detail, /^No such dyno: blog-web-0123456789-abcde/)
})

test('an app without a build has none', async (t) => {
  const { call, platform } = await createTestServer(t)
  await createEmptyApp(platform)
  assert.deepEqual((await call('owner', 'GET', '/v2/apps/blog/pods')).body, { results: [], count: 0 })
  assert.deepEqual((await call('owner', 'POST', '/v2/apps/blog/pods/restart')).body, [])
})
