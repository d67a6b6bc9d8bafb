import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { finishDetachedRun, startDetachedRun } from '../../../src/controller/deploy/detached-run.ts'
import { appLabels, networkName } from '../../../src/controller/deploy/names.ts'
import { writeDown } from '../../../src/controller/deploy/one-off.ts'
import { logEvent } from '../../../src/controller/deploy/platform.ts'
import { stopRun } from '../../../src/controller/deploy/stop-run.ts'
import { labels } from '../../../src/controller/domain/labels.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import { buildTestSpec } from '../../fixtures/containers.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

/** A run that was written down and has no container yet. */
async function prepareRun(t: TestContext) {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const run = await writeDown(
    platform,
    { app, user, from: '', command: { line: 'ls' }, env: {}, tty: false },
    { kind: 'detached', command: 'ls', size: 'Basic', releaseVersion: 2 },
  )
  let made = 0
  const buildSpec = (holder: string | undefined) =>
    buildTestSpec({
      name: `one-off-${++made}`,
      network: holder ? `container:${holder}` : networkName(platform.controllerId, app),
      labels: {
        ...appLabels(platform.controllerId, app, 'one-off'),
        [labels.run]: run.id,
        [labels.dyno]: run.dyno,
        [labels.release]: '2',
        ...(holder ? { [labels.holder]: holder } : {}),
      },
    })
  const released: string[] = []
  platform.readyNetworks.release = async (id) => void released.push(id)
  let refilled = 0
  platform.readyNetworks.refill = () => void refilled++
  return {
    platform,
    app,
    run,
    buildSpec,
    released,
    refilled: () => refilled,
    start: () => startDetachedRun(platform, app, run, buildSpec),
    find: () => platform.store.runs.find(app.id, run.id),
    containers: () => platform.events.filter((it) => it.includes(run.dyno)).map((it) => it.split(' ')[0]),
  }
}

test('it is made, started, and the next network is made ready', async (t) => {
  const { start, containers, refilled, find } = await prepareRun(t)
  await start()
  assert.deepEqual([containers(), refilled()], [['create', 'start'], 1])
  assert.equal((await find())?.endedAt, null)
})

test('what can not be started leaves nothing, is written down, and is thrown', async (t) => {
  const { platform, start, containers, refilled, find } = await prepareRun(t)
  const error = problem('invalid_params', 'no such user')
  platform.engine.behave = () => ({ kind: 'fails to start', error })
  await assert.rejects(start(), error)
  assert.deepEqual([containers(), refilled()], [['create', 'remove'], 0])
  const ended = await find()
  assert.deepEqual([ended?.exitCode, ended?.reason, ended?.message], [125, 'not-started', 'no such user'])
})

test('one that was stopped while its container was being made is stopped as soon as it runs', async (t) => {
  const { platform, run, start, containers, find } = await prepareRun(t)
  const { startContainer } = platform.engine
  platform.engine.startContainer = async (id) => {
    await stopRun(platform, run, { reason: 'stopped', message: 'stopped by mia' })
    platform.events.push(`sought ${run.dyno}`)
    await startContainer(id)
  }
  await start()
  assert.deepEqual(containers().slice(-3), ['sought', 'start', 'stop'])
  assert.equal((await find())?.message, 'stopped by mia')
})

test('one whose network was not ready after all gets another container', async (t) => {
  const { platform, run, start, containers, released, find } = await prepareRun(t)
  // The engine has not noticed that the holder is gone, until the start.
  platform.engine.networks.set('container:f00d', {})
  platform.readyNetworks.take = () => 'f00d'
  platform.engine.behave = (spec) =>
    spec.network === 'container:f00d'
      ? {
          kind: 'fails to start',
          error: problem('conflict', 'cannot join network of a non running container'),
        }
      : { kind: 'runs' }
  await start()
  assert.deepEqual(containers(), ['create', 'remove', 'create', 'start'])
  assert.deepEqual(released, ['f00d'])
  assert.equal((await find())?.endedAt, null)
  const [container] = await platform.engine.listContainers({ [labels.run]: run.id })
  assert.equal(container?.state, 'running')
})

test('at its end its last words are waited for before it is removed, and its code is written down', async (t) => {
  const { platform, app, run, start, released, find } = await prepareRun(t)
  platform.engine.networks.set('container:f00d', {})
  platform.readyNetworks.take = () => 'f00d'
  await start()
  platform.events.length = 0
  const [container] = await platform.engine.listContainers({ [labels.run]: run.id })
  assert.ok(container)
  platform.dynoLogs.settled = async () => {
    platform.events.push('settle')
    logEvent(platform, app.id, run.dyno, 'its last words', 'app')
  }
  await finishDetachedRun(platform, { ...container, exitCode: 3 })
  assert.deepEqual(platform.events, ['settle', `remove ${run.dyno}@v2`])
  // Whoever follows the log goes at the second line.
  assert.deepEqual(platform.logs.texts(app.id).slice(-2), [
    `app[${run.dyno}]: its last words`,
    `qp[${run.dyno}]: Process exited with status 3`,
  ])
  assert.deepEqual(released, ['f00d'])
  const ended = await find()
  assert.deepEqual([ended?.exitCode, ended?.reason, ended?.message], [3, 'exited', null])
})

test('one that was told to end keeps the reason, and the code that goes with it', async (t) => {
  const { platform, app, run, start, find } = await prepareRun(t)
  await start()
  await platform.store.runs.expectEnd(run.id, { exitCode: 124, reason: 'timed-out', message: 'timed out' })
  const [container] = await platform.engine.listContainers({ [labels.run]: run.id })
  assert.ok(container)
  await finishDetachedRun(platform, { ...container, exitCode: 143 })
  const ended = await find()
  assert.deepEqual([ended?.exitCode, ended?.reason, ended?.message], [124, 'timed-out', 'timed out'])
  assert.deepEqual(platform.logs.texts(app.id).slice(-2), [
    `qp[${run.dyno}]: The process was ended: timed out`,
    `qp[${run.dyno}]: Process exited with status 124`,
  ])
})

test('the container of a run that is not known is removed all the same', async (t) => {
  const { platform, start, run } = await prepareRun(t)
  await start()
  const [container] = await platform.engine.listContainers({ [labels.run]: run.id })
  assert.ok(container)
  const { [labels.run]: _, ...others } = container.labels
  await finishDetachedRun(platform, { ...container, labels: others, exitCode: 0 })
  assert.deepEqual(await platform.engine.listContainers({ [labels.run]: run.id }), [])
})

const killed = [
  { outOfMemory: true, reason: 'out-of-memory', message: /^killed: out of memory$/ },
  // The engine's news of it may be lost.
  { outOfMemory: false, reason: 'exited', message: /^exit code 137: perhaps .* it may use 512 MB$/ },
]
for (const { outOfMemory, reason, message } of killed) {
  test(`one that was killed, the engine ${outOfMemory ? 'knows' : 'does not know'} by what`, async (t) => {
    const { platform, run, start, find } = await prepareRun(t)
    await start()
    platform.engine.waitContainer = async () => ({ code: 137, outOfMemory })
    const [container] = await platform.engine.listContainers({ [labels.run]: run.id })
    assert.ok(container)
    await finishDetachedRun(platform, { ...container, exitCode: 137 })
    const ended = await find()
    assert.deepEqual([ended?.exitCode, ended?.reason], [137, reason])
    assert.match(ended?.message ?? '', message)
  })
}
