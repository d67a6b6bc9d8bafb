import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  hasStarted,
  toContainer,
  toContainerFromSummary,
} from '../../../../src/controller/engine/docker/container-state.ts'

const never = '0001-01-01T00:00:00Z'

function buildInspect(state: { Status: string; ExitCode?: number; StartedAt?: string }) {
  return {
    Id: '4f00',
    Name: '/web-1',
    Created: '2026-08-01T10:00:00.5Z',
    State: { ExitCode: 0, OOMKilled: false, StartedAt: '2026-08-01T10:00:01.123456789Z', ...state },
    Config: { Image: 'qp/blog:v3', Labels: { 'qp.app': 'blog' }, Tty: false },
    HostConfig: { NetworkMode: 'blog' },
    NetworkSettings: { Networks: { blog: {} } },
  }
}

test("a container in the engine's words", () => {
  assert.deepEqual(toContainer(buildInspect({ Status: 'running' })), {
    id: '4f00',
    name: 'web-1',
    image: 'qp/blog:v3',
    labels: { 'qp.app': 'blog' },
    state: 'running',
    exitCode: null,
    createdAt: new Date('2026-08-01T10:00:00.500Z'),
    startedAt: new Date('2026-08-01T10:00:01.123Z'),
  })
})

describe('states and exit codes', () => {
  const cases = [
    { Status: 'created', ExitCode: 0, state: 'created', exitCode: null },
    { Status: 'created', ExitCode: 127, state: 'created', exitCode: 127 },
    { Status: 'running', ExitCode: 0, state: 'running', exitCode: null },
    { Status: 'paused', ExitCode: 0, state: 'running', exitCode: null },
    { Status: 'restarting', ExitCode: 1, state: 'restarting', exitCode: 1 },
    { Status: 'exited', ExitCode: 0, state: 'exited', exitCode: 0 },
    { Status: 'removing', ExitCode: 137, state: 'exited', exitCode: 137 },
    { Status: 'dead', ExitCode: 137, state: 'exited', exitCode: 137 },
  ]
  for (const { state, exitCode, ...docker } of cases) {
    test(`${docker.Status} with ${docker.ExitCode}`, () => {
      const container = toContainer(buildInspect(docker))
      assert.deepEqual({ state: container.state, exitCode: container.exitCode }, { state, exitCode })
    })
  }
})

test('only what runs without the network of its own is cut off', () => {
  const cutOff = (Status: string, NetworkMode = 'blog') =>
    toContainer({
      ...buildInspect({ Status }),
      HostConfig: { NetworkMode },
      NetworkSettings: { Networks: {} },
    }).isCutOff
  assert.deepEqual(
    ['running', 'restarting', 'exited'].map((it) => cutOff(it)),
    [true, true, undefined],
  )
  assert.equal(cutOff('running', 'container:4f01'), undefined)
})

test('the year 1 is no start', () => {
  const inspect = buildInspect({ Status: 'created', StartedAt: never })
  assert.equal(hasStarted(inspect), false)
  assert.equal(toContainer(inspect).startedAt, null)
})

describe('the list tells less', () => {
  const cases = [
    { State: 'created', Status: 'Created', exitCode: null, started: false },
    { State: 'running', Status: 'Up 3 minutes', exitCode: null, started: true },
    { State: 'exited', Status: 'Exited (137) 2 hours ago', exitCode: 137, started: true },
    { State: 'restarting', Status: 'Restarting (1) 5 seconds ago', exitCode: 1, started: true },
  ]
  for (const { State, Status, exitCode, started } of cases) {
    test(Status, () => {
      const createdAt = new Date('2026-08-01T10:00:00Z')
      const summary = { Id: '4f00', Names: ['/web-1'], Image: 'qp/blog:v3', Labels: null, State, Status }
      assert.deepEqual(toContainerFromSummary({ ...summary, Created: createdAt.getTime() / 1000 }), {
        ...{ id: '4f00', name: 'web-1', image: 'qp/blog:v3', labels: {}, state: State, exitCode, createdAt },
        startedAt: started ? createdAt : null,
      })
    })
  }
})
