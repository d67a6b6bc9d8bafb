import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documented } from '../../../fixtures/deis-contract.ts'
import { createDeployedApp, createEmptyApp, listContainers } from '../../../fixtures/deployed-app.ts'
import { createTestServer, type TestServer } from '../../../fixtures/test-server.ts'

const nodes = [{ name: 'one', tags: { rack: '1' } }]

const setter =
  ({ call }: TestServer) =>
  async (body: object) => {
    const answer = await call('owner', 'POST', '/v2/apps/blog/config/', body)
    return [answer.status, answer.body] as const
  }

test('all is looked at before anything is changed', async (t) => {
  const made = await createTestServer(t, { engine: { listNodes: async () => nodes } })
  const { platform, call } = made
  await createDeployedApp(platform)
  const set = setter(made)
  const before = (await call('owner', 'GET', '/v2/apps/blog/config/')).body
  const good = {
    values: { A: '1' },
    tags: { rack: '1' },
    memory: { web: '512M' },
    registry: { username: 'x' },
  }
  const refused = async (change: object) => {
    const [status, body] = await set({ ...good, ...change })
    assert.deepEqual((await call('owner', 'GET', '/v2/apps/blog/config/')).body, before)
    return [status, body]
  }
  assert.deepEqual(await refused({ values: { '1A': 'x' } }), [
    400,
    { values: [documented('Config keys must start with a letter or underscore and only contain [A-z0-9_]')] },
  ])
  assert.deepEqual(await refused({ memory: { web: 'much' } }), [
    400,
    {
      memory: [
        documented(
          'Memory limit format: <number><unit> or <number><unit>/<number><unit>, where unit = B, K, M or G',
        ),
      ],
    },
  ])
  assert.deepEqual(await refused({ cpu: { web: 'much' } }), [
    400,
    { cpu: [documented('CPU limit format: <value> or <value>/<value>, where value must be a numeric')] },
  ])
  assert.deepEqual(await refused({ tags: { rack: '9' } }), [
    400,
    { detail: documented('No nodes matched the provided labels: rack=9') },
  ])
  assert.deepEqual(await refused({ values: { NOPE: null } }), [
    422,
    { detail: documented('NOPE does not exist under values') },
  ])
  assert.equal((await refused({ memory: { nope: '512M' } }))[0], 404)
  assert.equal((await refused({ healthcheck: { web: { nope: {} } } }))[0], 400)
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
})

test('a change of nothing is refused', async (t) => {
  const made = await createTestServer(t, { engine: { listNodes: async () => nodes } })
  await createDeployedApp(made.platform, { config: { A: '1' } })
  const set = setter(made)
  documented('jim changed nothing - release stopped')
  const nothing = [409, { detail: 'owner changed nothing - release stopped' }]
  for (const body of [{}, { values: { A: '1' } }, { values: {}, memory: {} }])
    assert.deepEqual(await set(body), nothing)
  const parts = [
    { memory: { web: '512M' } },
    { tags: { rack: '1' } },
    { registry: { username: 'mia' } },
    { termination_grace_period: { web: 5 } },
  ]
  for (const body of parts) {
    assert.equal((await set(body))[0], 201, JSON.stringify(body))
    assert.deepEqual(await set(body), nothing)
  }
})

test('values make a release, and what holds across releases makes none', async (t) => {
  const made = await createTestServer(t)
  const { platform } = made
  const { app } = await createDeployedApp(platform)
  const set = setter(made)
  const version = async () => (await platform.store.releases.findCurrent(app.id))?.version
  await set({ memory: { cmd: '512M' } }).then(([status]) => assert.equal(status, 404))
  assert.equal((await set({ memory: { web: '512M' } }))[0], 201)
  assert.equal(await version(), 2)
  assert.equal((await set({ values: { A: '1' } }))[0], 201)
  assert.equal(await version(), 3)
})

test('before anything was deployed a config is kept, for any process type', async (t) => {
  const made = await createTestServer(t)
  await createEmptyApp(made.platform)
  const [status, body] = await setter(made)({ values: { A: '1' }, memory: { worker: '512M' } })
  assert.equal(status, 201)
  const { values, memory } = body as Record<string, unknown>
  assert.deepEqual([values, memory], [{ A: '1' }, { worker: '512M' }])
})

test('a release that fails is told as Deis tells it, and the config before holds', async (t) => {
  const made = await createTestServer(t)
  const { platform, call } = made
  await createDeployedApp(platform)
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  const [status, body] = await setter(made)({ values: { A: '1' } })
  assert.equal(status, 400)
  assert.match((body as { detail: string }).detail, /^\(app::deploy\): /)
  const { values } = (await call('owner', 'GET', '/v2/apps/blog/config/')).body as { values: object }
  assert.deepEqual(values, {})
})
