import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listDynos, toDyno } from '../../../src/controller/deploy/list-dynos.ts'
import { createOneOff } from '../../../src/controller/deploy/one-off.ts'
import { scale } from '../../../src/controller/deploy/scale.ts'
import { formatDynoName } from '../../../src/controller/domain/dyno.ts'
import { plainDynoSettings } from '../../../src/controller/domain/process-settings.ts'
import type { Container } from '../../../src/controller/engine/engine.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

const container: Container = {
  id: 'c1',
  name: 'x',
  image: 'y',
  labels: {
    'qp.dyno': 'web.2',
    'qp.release': '12',
    'qp.size': 'Basic',
    'qp.command': 'serve',
    'qp.port': '20001',
  },
  state: 'running',
  exitCode: null,
  createdAt: new Date(1000),
  startedAt: new Date(2000),
}

test('a container is read as a dyno by its labels', () => {
  assert.deepEqual(toDyno(container, false), [
    {
      type: 'web',
      ordinal: 2,
      containerId: 'c1',
      releaseVersion: 12,
      size: 'Basic',
      settings: plainDynoSettings,
      command: 'serve',
      state: 'up',
      address: '127.0.0.1:20001',
      containerPort: null,
      createdAt: new Date(2000),
    },
  ])
})

test("a container without a dyno's name is none; without a port it has no address", () => {
  assert.deepEqual(toDyno({ ...container, labels: { 'qp.dyno': 'web' } }, false), [])
  const [worker] = toDyno({ ...container, labels: { 'qp.dyno': 'worker.1' }, startedAt: null }, false)
  assert.deepEqual([worker?.address, worker?.createdAt], [null, new Date(1000)])
})

const states = [
  ['running', false, 'up'],
  ['running', true, 'starting'],
  ['restarting', false, 'crashed'],
  ['created', false, 'starting'],
  ['exited', false, 'down'],
] as const
for (const [state, isStarting, expected] of states) {
  test(`${state}${isStarting ? ', not seen to answer yet' : ''}: ${expected}`, () => {
    assert.equal(toDyno({ ...container, state }, isStarting)[0]?.state, expected)
  })
}

test("a formation's dyno that nobody starts is down", () => {
  const made = { ...container, state: 'created', labels: { ...container.labels, 'qp.kind': 'dyno' } } as const
  assert.equal(toDyno(made, false)[0]?.state, 'down')
  assert.equal(toDyno(made, true)[0]?.state, 'starting')
})

test("a formation's dyno that was cut off from its network is down; a one-off dyno runs on", () => {
  const cutOff = { ...container, isCutOff: true } as const
  const ofKind = (kind: string) => ({ ...cutOff, labels: { ...container.labels, 'qp.kind': kind } })
  assert.equal(toDyno(ofKind('dyno'), false)[0]?.state, 'down')
  assert.equal(toDyno(ofKind('one-off'), false)[0]?.state, 'up')
})

test("the formation's dynos in order, and the one-off ones by themselves, of this controller's app alone", async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  await scale(platform, { app, user, changes: [{ type: 'web', quantity: 11 }], report: () => {} })
  const request = {
    app,
    user,
    from: '',
    command: { line: 'ls' },
    env: {},
    size: undefined,
    tty: false,
    attached: false,
  }
  const oneOff = await createOneOff(platform, request)
  const names = async (kind?: 'one-off', of = platform) =>
    (await listDynos(of, app.id, kind)).map(formatDynoName)
  assert.deepEqual(
    await names(),
    Array.from({ length: 11 }, (_, index) => `web.${index + 1}`),
  )
  assert.deepEqual(await names('one-off'), [oneOff.dyno])
  assert.deepEqual(await names(undefined, { ...platform, controllerId: 'another' }), [])
  assert.deepEqual(await listDynos(platform, 'another app'), [])
})
