import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createOneOff, type OneOffRequest } from '../../../src/controller/deploy/one-off.ts'
import { createDeployedApp, createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

async function createRunnable(t: Parameters<typeof createTestPlatform>[0]) {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform, {
    processTypes: { web: 'serve', worker: 'work --hard', clock: '' },
    config: { A: '1' },
  })
  const run = (more: Partial<OneOffRequest> = {}) =>
    createOneOff(platform, {
      app,
      user,
      command: { line: 'ls' },
      env: {},
      size: undefined,
      tty: false,
      attached: false,
      ...more,
    })
  return { platform, app, run }
}

test('a detached one is started at once, with the config of the current release', async (t) => {
  const { platform, app, run } = await createRunnable(t)
  const { dyno, containerId } = await run({ env: { B: '2' }, size: 'basic' })
  const container = platform.engine.containers.get(await containerId)
  assert.equal(container?.state, 'running')
  assert.deepEqual(container.spec.env, { A: '1', B: '2', DYNO: `run.${dyno.ordinal}` })
  assert.deepEqual(
    [dyno.type, dyno.releaseVersion, dyno.size, dyno.command, dyno.state],
    ['run', 2, 'Basic', 'ls', 'starting'],
  )
  assert.ok(dyno.ordinal >= 1000 && dyno.ordinal < 10_000)
  assert.equal(
    platform.logs.texts(app.id).at(-1),
    'app[api]: Starting process with command `ls` by user owner@example.com',
  )
})

test('an attached one waits for its session', async (t) => {
  const { platform, run } = await createRunnable(t)
  const { containerId, tty } = await run({ attached: true, tty: true })
  const container = platform.engine.containers.get(await containerId)
  assert.deepEqual([tty, container?.state, container?.spec.tty], [true, 'created', true])
})

test('its answer does not wait for the engine', async (t) => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  platform.engine.createContainer = () => promise
  const command = { line: 'ls' }
  const request = { app, user, command, env: {}, size: undefined, tty: false, attached: true }
  const { containerId } = await createOneOff(platform, request)
  resolve('made later')
  assert.equal(await containerId, 'made later')
})

const lines = [
  { line: 'worker', argv: ['/bin/sh', '-c', 'work --hard'] },
  { line: 'worker --more', argv: ['/bin/sh', '-c', 'worker --more'] },
  { line: 'clock', argv: ['/bin/sh', '-c', 'clock'] },
  { line: 'toString', argv: ['/bin/sh', '-c', 'toString'] },
]
for (const { line, argv } of lines) {
  test(`the line ${line} runs ${argv.at(-1)}`, async (t) => {
    const { platform, run } = await createRunnable(t)
    const { containerId } = await run({ command: { line } })
    assert.deepEqual(platform.engine.containers.get(await containerId)?.spec.argv, argv)
  })
}

test('words arrive as given, even where the one word is a process type', async (t) => {
  const { platform, run } = await createRunnable(t)
  const { containerId } = await run({ command: { argv: ['worker'] } })
  assert.deepEqual(platform.engine.containers.get(await containerId)?.spec.argv, ['worker'])
})

test('an unknown size makes nothing', async (t) => {
  const { platform, run } = await createRunnable(t)
  await assert.rejects(run({ size: 'huge' }), { id: 'invalid_params', message: /^No such dyno size: huge/ })
  assert.deepEqual(platform.events, [])
})

test('where nothing was deployed, nothing can run', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const command = { line: 'ls' }
  const request = { app, user, command, env: {}, size: undefined, tty: false, attached: true }
  await assert.rejects(createOneOff(platform, request), { id: 'conflict' })
})
