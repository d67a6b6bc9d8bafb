import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withHostPort } from '../../../src/controller/deploy/host-ports.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import type { Container } from '../../../src/controller/engine/engine.ts'
import { createDeployedApp, deploy, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

const taken = problem('conflict', 'Docker: port is already allocated')

test('a port below those that Linux hands out, which no dyno of any controller has', async (t) => {
  t.mock.method(Math, 'random', () => 0.99999999)
  const dyno = (port: number): Container => ({
    id: String(port),
    name: '',
    image: '',
    labels: { 'qp.kind': 'dyno', 'qp.controller': 'another', 'qp.port': String(port) },
    state: 'running',
    exitCode: null,
    createdAt: new Date(),
    startedAt: null,
  })
  const platform = await createTestPlatform(t, {
    engine: {
      async listContainers(labels) {
        assert.deepEqual(labels, { 'qp.kind': 'dyno' })
        return [dyno(29_999), dyno(20_000), dyno(20_002)]
      },
    },
  })
  assert.equal(await withHostPort(platform, async (port) => port), 20_001)
})

test('where somebody else has the port, another is tried', async (t) => {
  const platform = await createTestPlatform(t)
  const tried: number[] = []
  const used = await withHostPort(platform, async (port) => {
    tried.push(port)
    if (tried.length < 3) throw taken
    return port
  })
  assert.equal(used, tried[2])
  assert.ok(tried.every((it) => it >= 20_000 && it <= 29_999))
})

test('not for ever, and not after another failure', async (t) => {
  const platform = await createTestPlatform(t)
  let tries = 0
  const fail = (error: Error) => () => {
    tries += 1
    return Promise.reject(error)
  }
  await assert.rejects(withHostPort(platform, fail(taken)), taken)
  assert.equal(tries, 20)
  tries = 0
  await assert.rejects(withHostPort(platform, fail(problem('engine_unavailable', 'gone'))), /gone/)
  assert.equal(tries, 1)
})

test('a dyno whose port was taken is made anew with another; nothing of the first try is left', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const ports: (number | undefined)[] = []
  platform.engine.behave = (spec) => {
    ports.push(spec.publish?.hostPort)
    return ports.length === 1 ? { kind: 'fails to start', error: taken } : { kind: 'runs' }
  }
  await deploy(platform, app, user)
  assert.equal(new Set(ports).size, 2)
  assert.deepEqual(listContainers(platform), ['web.1@v3 running'])
  assert.deepEqual(platform.events.slice(0, 3), ['create web.1@v3', 'remove web.1@v3', 'create web.1@v3'])
})
