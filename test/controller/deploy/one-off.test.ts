import assert from 'node:assert/strict'
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { test } from 'node:test'
import { changeProcessSettings } from '../../../src/controller/deploy/change-process-settings.ts'
import { createOneOff, type OneOffRequest } from '../../../src/controller/deploy/one-off.ts'
import type { Run } from '../../../src/controller/domain/run.ts'
import { createDeployedApp, createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { until } from '../../fixtures/until.ts'

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
      from: '192.0.2.7',
      command: { line: 'ls' },
      env: {},
      size: undefined,
      tty: false,
      attached: false,
      ...more,
    })
  /** The container of a run, as soon as the engine has made it. */
  const containerOf = async ({ id }: Run) => {
    const find = () => [...platform.engine.containers.values()].find((it) => it.spec.labels['qp.run'] === id)
    await until('it is made', () => find() !== undefined)
    const found = find()
    assert.ok(found)
    return found
  }
  return { platform, app, run, containerOf }
}

test('a detached one is started at once, with the config of the current release', async (t) => {
  const { platform, app, run, containerOf } = await createRunnable(t)
  const made = await run({ env: { B: '2' }, size: 'basic' })
  const container = await containerOf(made)
  assert.equal(container.state, 'running')
  assert.deepEqual(container.spec.env, { A: '1', B: '2', DYNO: made.dyno, TINI_KILL_PROCESS_GROUP: '1' })
  assert.match(made.dyno, /^run\.[1-9]\d{3}$/)
  assert.deepEqual(
    [made.kind, made.releaseVersion, made.size, made.command, made.endedAt],
    ['detached', 2, 'Basic', 'ls', null],
  )
  assert.equal(
    platform.logs.texts(app.id).at(-1),
    'app[api]: Starting process with command `ls` by user owner@example.com from 192.0.2.7',
  )
})

test('who, what, when, from where is written down', async (t) => {
  const { platform, app, run } = await createRunnable(t)
  const made = await run({ timeout: 60, timeToLive: 120 })
  assert.deepEqual(await platform.store.runs.listRunning(app.id), [made])
  const at = platform.clock.at.getTime()
  assert.deepEqual(
    [made.userEmail, made.from, made.command, made.createdAt, made.endsBy, made.forgottenBy],
    ['owner@example.com', '192.0.2.7', 'ls', new Date(at), new Date(at + 60_000), new Date(at + 120_000)],
  )
})

test('an attached one waits for its session', async (t) => {
  const { platform, run, containerOf } = await createRunnable(t)
  const made = await run({ attached: true, tty: true })
  const container = await containerOf(made)
  assert.deepEqual([container.state, container.spec.tty], ['created', true])
  assert.equal(platform.sessions.find(made.id)?.isStarted, false)
})

test('its answer does not wait for the engine', async (t) => {
  const { platform, run } = await createRunnable(t)
  const answer = Promise.withResolvers<string>()
  platform.engine.createContainer = () => answer.promise
  assert.equal((await run({ attached: true })).kind, 'attached')
  answer.reject(new Error('never mind'))
})

test('one that could not be started is no longer running, and leaves nothing', async (t) => {
  const { platform, app, run } = await createRunnable(t)
  const before = platform.engine.containers.size
  platform.engine.startContainer = () => Promise.reject(new Error('no room'))
  await assert.rejects(run(), /no room/)
  assert.equal(platform.engine.containers.size, before)
  const [ended] = await platform.store.runs.listOfApp(app.id)
  assert.deepEqual([ended?.exitCode, ended?.reason, ended?.message], [125, 'not-started', 'no room'])
})

test('there is a limit to how many an app has at a time', async (t) => {
  const { run } = await createRunnable(t)
  const made = await Promise.all(Array.from({ length: 5 }, () => run()))
  assert.equal(new Set(made.map((it) => it.dyno)).size, 5)
  await assert.rejects(run(), {
    id: 'conflict',
    message: /^blog has 5 one-off dynos, as many as it may have/,
  })
})

test('a name is not given again, though what had it has ended', async (t) => {
  const { platform, run } = await createRunnable(t)
  const drawn = [1234, 1234, 1235]
  t.mock.method(crypto, 'randomInt', () => drawn.shift())
  syncBuiltinESMExports()
  t.after(() => {
    t.mock.restoreAll()
    syncBuiltinESMExports()
  })
  const first = await run()
  await platform.store.runs.finish(first.id, { exitCode: 0, reason: 'exited', message: null }, new Date())
  assert.deepEqual([first.dyno, (await run()).dyno], ['run.1234', 'run.1235'])
})

test("the terminal's language is the config's, else the client's", async (t) => {
  const { run, containerOf } = await createRunnable(t)
  assert.equal((await containerOf(await run({ lang: 'de_DE.UTF-8' }))).spec.env['LANG'], 'de_DE.UTF-8')
  const explicit = await run({ lang: 'de_DE.UTF-8', env: { LANG: 'C' } })
  assert.equal((await containerOf(explicit)).spec.env['LANG'], 'C')
})

const lines = [
  { line: 'worker', argv: ['/bin/sh', '-c', 'work --hard'] },
  { line: 'worker --more', argv: ['/bin/sh', '-c', 'worker --more'] },
  { line: 'clock', argv: ['/bin/sh', '-c', 'clock'] },
  { line: 'toString', argv: ['/bin/sh', '-c', 'toString'] },
]
for (const { line, argv } of lines) {
  test(`the line ${line} runs ${argv.at(-1)}`, async (t) => {
    const { run, containerOf } = await createRunnable(t)
    assert.deepEqual((await containerOf(await run({ command: { line } }))).spec.argv, argv)
  })
}

test('words arrive as given, even where the one word is a process type', async (t) => {
  const { run, containerOf } = await createRunnable(t)
  assert.deepEqual((await containerOf(await run({ command: { argv: ['worker'] } }))).spec.argv, ['worker'])
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
  const request = { app, user, from: '', command, env: {}, size: undefined, tty: false, attached: true }
  await assert.rejects(createOneOff(platform, request), { id: 'conflict' })
})

test('it has the limits of the type that it names, of run where it names none, and of a size where it has one', async (t) => {
  const { platform, app, run, containerOf } = await createRunnable(t)
  const user = await platform.store.users.find(app.ownerId)
  assert.ok(user)
  const limits = (megabytes: number) => ({
    memory: { limit: megabytes * 1024 ** 2, request: 1024 ** 2 },
    cpu: null,
  })
  const changes = [
    { type: 'worker', limits: limits(100) },
    { type: 'run', limits: limits(200) },
  ]
  await changeProcessSettings(platform, { app, user, changes, report: platform.report })
  const memoryOf = async (more: Partial<OneOffRequest>) => {
    const made = await run(more)
    return [made.size, (await containerOf(made)).spec.memoryMb]
  }
  assert.deepEqual(await memoryOf({ type: 'worker' }), ['custom', 100])
  assert.deepEqual(await memoryOf({}), ['custom', 200])
  assert.deepEqual(await memoryOf({ type: 'run' }), ['custom', 200])
  assert.deepEqual(await memoryOf({ type: 'web' }), ['Standard-1X', 512])
  assert.deepEqual(await memoryOf({ type: 'worker', size: 'Standard-2X' }), ['Standard-2X', 1024])
})
