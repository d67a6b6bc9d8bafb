import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsDeis } from '../../../fixtures/deis-contract.ts'
import { createDeployedApp } from '../../../fixtures/deployed-app.ts'
import { aCollaboration } from '../../../fixtures/stored.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const nodes = [{ name: 'one', tags: { rack: '1' } }]

const probe = {
  httpGet: { path: '/up', port: 5000, httpHeaders: [] },
  initialDelaySeconds: 50,
  timeoutSeconds: 50,
  periodSeconds: 10,
  successThreshold: 1,
  failureThreshold: 3,
}

test("an app's config is put together from where its parts are kept", async (t) => {
  const { platform, call } = await createTestServer(t, { engine: { listNodes: async () => nodes } })
  const { release } = await createDeployedApp(platform, { config: { FOO: '1' } })
  const before = (await call('owner', 'GET', '/v2/apps/blog/config/')).body
  assertIsDeis('config', before)
  const parts = ({ values, memory, cpu, tags, registry, healthcheck }: Record<string, unknown>) => ({
    values,
    memory,
    cpu,
    tags,
    registry,
    healthcheck,
  })
  const none = { memory: {}, cpu: {}, tags: {}, registry: {}, healthcheck: {} }
  assert.deepEqual(parts(before as Record<string, unknown>), { values: { FOO: '1' }, ...none })

  const { status, body } = await call('owner', 'POST', '/v2/apps/blog/config/', {
    values: { N: 1, FOO: null },
    memory: { web: '256M/512M' },
    cpu: { web: '500m' },
    tags: { rack: '1' },
    registry: { username: 'mia', password: 'hunter2' },
    healthcheck: { 'web/cmd': { livenessProbe: probe } },
    termination_grace_period: { web: 10 },
  })
  assert.equal(status, 201)
  assertIsDeis('config', body)
  assert.deepEqual(parts(body as Record<string, unknown>), {
    values: { N: '1' },
    memory: { web: '256M/512M' },
    cpu: { web: '500m' },
    tags: { rack: '1' },
    registry: { username: 'mia', password: '********' },
    healthcheck: { 'web/cmd': { livenessProbe: probe }, web: { livenessProbe: probe } },
  })
  assert.deepEqual((body as { termination_grace_period: unknown }).termination_grace_period, { web: 10 })
  assert.deepEqual((await call('owner', 'GET', '/v2/apps/blog/config/')).body, body)
  const current = await platform.store.releases.findCurrent(release.appId)
  assert.equal(current?.version, release.version + 1)
})

test('who may deploy sets values, and only who may operate the rest', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  const { app } = await createDeployedApp(platform)
  await platform.store.collaborators.add(
    aCollaboration(app, users.friend, { permissions: ['view', 'deploy'] }),
  )
  const set = async (body: object) => (await call('friend', 'POST', '/v2/apps/blog/config/', body)).status
  assert.equal(await set({ values: { A: '1' } }), 201)
  assert.equal(await set({ registry: { username: 'mia' } }), 201)
  for (const body of [{ memory: { web: '512M' } }, { tags: {} }, { values: { A: '2' }, cpu: { web: '1' } }])
    assert.equal(await set(body), 403)
})
