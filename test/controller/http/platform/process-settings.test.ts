import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProcessSettings } from '../../../../src/api-types/process-settings.ts'
import { createDeployedApp, createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const path = '/apps/blog/process-settings'
const standard = {
  memory: { limit: '512M', request: null, own: false },
  cpu: { limit: '1', request: null, own: false },
}
const plain = {
  size: 'Standard-1X',
  limits: standard,
  health_checks: { liveness: null, readiness: null },
  stop_timeout: { seconds: 7, own: false },
}
const exec = { kind: 'exec', command: ['true'] }

test('GET lists the process types of the current release, and others that have something of their own', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createDeployedApp(platform, { processTypes: { web: 'serve', worker: 'work' } })
  const updates = [{ type: 'run', memory: '1G' }]
  await call('owner', 'PATCH', path, { updates })
  const { status, body } = await call('owner', 'GET', path)
  const run = {
    ...plain,
    size: 'custom',
    limits: { ...standard, memory: { limit: '1G', request: null, own: true } },
  }
  assert.equal(status, 200)
  assert.deepEqual(body, [
    { type: 'run', ...run },
    { type: 'web', ...plain },
    { type: 'worker', ...plain },
  ])
  const formation = (await call('owner', 'GET', '/apps/blog/formation')).body as { type: string }[]
  assert.deepEqual(
    formation.map((it) => it.type),
    ['web', 'worker'],
  )
})

test('an app that nothing was deployed to has none until it is given some', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  assert.deepEqual((await call('owner', 'GET', path)).body, [])
  const updates = [{ type: 'web', stop_timeout: 60 }]
  const { status, body } = await call('owner', 'PATCH', path, { updates })
  assert.deepEqual(
    [status, body],
    [200, [{ type: 'web', ...plain, stop_timeout: { seconds: 60, own: true } }]],
  )
})

test('PATCH sets all of it at once; what is left out stays, and null takes away', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createDeployedApp(platform)
  const probe = { kind: 'exec', command: ['test', '-e', '/'] }
  const patch = async (update: object) => {
    const { status, body } = await call('owner', 'PATCH', path, { updates: [{ type: 'web', ...update }] })
    assert.equal(status, 200, JSON.stringify(body))
    return (body as ProcessSettings[])[0]
  }
  const liveness = {
    probe,
    initial_delay: 5,
    timeout: 1,
    period: 2,
    success_threshold: 1,
    failure_threshold: 4,
  }
  const set = { memory: '256M/512M', cpu: '500m', liveness, stop_timeout: 0 }
  const whole = {
    type: 'web',
    size: 'custom',
    limits: {
      memory: { limit: '512M', request: '256M', own: true },
      cpu: { limit: '500m', request: null, own: true },
    },
    health_checks: { liveness, readiness: null },
    stop_timeout: { seconds: 0, own: true },
  }
  assert.deepEqual(await patch(set), whole)
  assert.deepEqual(await patch({}), whole)
  const cpuAlone = await patch({ memory: null })
  assert.deepEqual(cpuAlone?.limits, { memory: standard.memory, cpu: whole.limits.cpu })
  const none = await patch({ cpu: null, liveness: null, stop_timeout: null })
  assert.deepEqual(none, { type: 'web', ...plain })
})

test('a check gets the times that Deis gives it where it names none', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const headers = [{ name: 'Host', value: 'www.example.com' }]
  const probe = { kind: 'httpGet', port: null, path: '/', headers }
  const { body } = await call('owner', 'PATCH', path, { updates: [{ type: 'web', readiness: { probe } }] })
  assert.deepEqual((body as ProcessSettings[])[0]?.health_checks.readiness, {
    probe,
    initial_delay: 50,
    timeout: 50,
    period: 10,
    success_threshold: 1,
    failure_threshold: 3,
  })
})

const refused = [
  { update: { memory: 'lots' }, status: 422 },
  { update: { memory: 512 }, status: 422 },
  { update: { cpu: '500M' }, status: 422 },
  { update: { stop_timeout: -1 }, status: 422 },
  { update: { stop_timeout: 1e6 }, status: 422 },
  { update: { liveness: { probe: exec, success_threshold: 2 } }, status: 422 },
  { update: { liveness: { probe: exec, period: 0 } }, status: 422 },
  { update: { readiness: { probe: { kind: 'httpPost' } } }, status: 422 },
  { update: { readiness: { probe: { kind: 'exec', command: [] } } }, status: 422 },
  { update: { type: 'clock' }, status: 404 },
]
for (const { update, status } of refused) {
  test(`PATCH of ${JSON.stringify(update)}: ${status}, and nothing changes`, async (t) => {
    const { platform, call } = await createTestServer(t)
    await createDeployedApp(platform)
    const updates = [{ type: 'web', ...update }]
    assert.equal((await call('owner', 'PATCH', path, { updates })).status, status)
    assert.deepEqual((await call('owner', 'GET', path)).body, [{ type: 'web', ...plain }])
    assert.deepEqual(platform.events, [])
  })
}
