import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createOneOff } from '../../../src/controller/deploy/one-off.ts'
import { watchDynos } from '../../../src/controller/deploy/watch-dynos.ts'
import { labels } from '../../../src/controller/domain/labels.ts'
import { createDeployedApp, listContainers, listRouted } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { until } from '../../fixtures/until.ts'

async function createWatched(t: TestContext) {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const ended = new AbortController()
  const watching = watchDynos(platform, ended.signal)
  const stop = async () => {
    ended.abort()
    await watching
    await platform.turns.settled()
  }
  const [web] = platform.engine.containers.keys()
  assert.ok(web)
  const run = async (attached: boolean) => {
    const command = { line: 'ls' }
    const oneOff = await createOneOff(platform, {
      app,
      user,
      from: '192.0.2.7',
      command,
      env: {},
      size: undefined,
      tty: false,
      attached,
    })
    const find = () =>
      [...platform.engine.containers.values()].find((it) => it.spec.labels['qp.run'] === oneOff.id)
    await until('it is made', () => find() !== undefined)
    return { id: find()?.id ?? '', name: oneOff.dyno, run: oneOff }
  }
  const texts = () => platform.logs.texts(app.id)
  return { platform, app, web, run, texts, stop }
}

test("the app's log tells how a dyno ended; the engine's restart is left to it", async (t) => {
  const { platform, web, texts, stop } = await createWatched(t)
  platform.engine.tell({ id: web, action: 'oom' })
  platform.engine.end(web, 137)
  await until('the end is logged', () => texts().includes('qp[web.1]: Process exited with status 137'))
  assert.ok(texts().includes('qp[web.1]: Error R14 (Memory quota exceeded)'))
  assert.deepEqual(listContainers(platform), ['web.1@v2 restarting'])
  await stop()
})

test('a dyno that the engine does not bring back is brought back', async (t) => {
  const { platform, app, web, stop } = await createWatched(t)
  await platform.engine.stopContainer(web, { graceSeconds: 0 })
  await until('another runs', () => listContainers(platform).join() === 'web.1@v2 running')
  assert.ok(!platform.engine.containers.has(web))
  await until('the router uses it', () => listRouted(platform, app).join() === 'web.1@v2')
  await stop()
})

test('a dyno that was cut off from its network is replaced; one that was not is left alone', async (t) => {
  const { platform, app, web, texts, stop } = await createWatched(t)
  platform.engine.leaveNetwork(web)
  platform.engine.cutOff(web)
  platform.engine.leaveNetwork(web)
  await until('another runs', () => ![...platform.engine.containers.keys()].includes(web))
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.deepEqual(listRouted(platform, app), ['web.1@v2'])
  const told = texts().filter((it) => it.includes('Disconnected'))
  assert.deepEqual(told, [
    'qp[web.1]: Disconnected from its network: it will be replaced unless it is connected again at once',
  ])
  await stop()
})

test('a detached one-off dyno is cleared away when its last words are in the log', async (t) => {
  const { platform, app, run, texts, stop } = await createWatched(t)
  const { id, name, run: written } = await run(false)
  platform.engine.end(id, 3)
  await until('it is gone', () => !platform.engine.containers.has(id))
  assert.ok(texts().includes(`qp[${name}]: Process exited with status 3`))
  assert.deepEqual(platform.events.slice(-2), [`settle ${name}@v2`, `remove ${name}@v2`])
  assert.equal((await platform.store.runs.find(app.id, written.id))?.exitCode, 3)
  await stop()
})

test("an attached one is its session's to clear away", async (t) => {
  const { platform, run, texts, stop } = await createWatched(t)
  const { id, name } = await run(true)
  await platform.engine.startContainer(id)
  platform.engine.end(id, 3)
  const later = await run(false)
  platform.engine.end(later.id, 0)
  await until('a later one is gone', () => !platform.engine.containers.has(later.id))
  assert.ok(platform.engine.containers.has(id))
  assert.deepEqual(texts().filter((it) => it.startsWith(`qp[${name}]: Process exited`)).length, 1)
  await stop()
})

test("what can't be cleared away is logged, and the watch goes on", async (t) => {
  const { platform, run, texts, web, stop } = await createWatched(t)
  const { removeContainer } = platform.engine
  platform.engine.removeContainer = () => Promise.reject(new Error('the engine hiccups'))
  const { id } = await run(false)
  platform.engine.end(id, 0)
  await until('it is logged', () => platform.complaints.length > 0)
  platform.engine.removeContainer = removeContainer
  await until('a later end is heard of', () => {
    platform.engine.tell({ id: web, action: 'oom' })
    return texts().includes('qp[web.1]: Error R14 (Memory quota exceeded)')
  })
  await stop()
})

test('an engine whose events break off is asked again, and what ended meanwhile is brought back', async (t) => {
  const platform = await createTestPlatform(t)
  await createDeployedApp(platform)
  const [web] = platform.engine.containers.keys()
  await platform.engine.stopContainer(web ?? '', { graceSeconds: 0 })
  const ended = new AbortController()
  let times = 0
  platform.engine.watchContainers = async function* (_labels, signal) {
    times += 1
    if (times === 1) throw new Error('the connection was lost')
    yield* []
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
  }
  const watching = watchDynos(platform, ended.signal)
  await until('it was asked again', () => times === 2)
  await until('another runs', () => listContainers(platform).join() === 'web.1@v2 running')
  await platform.turns.settled()
  ended.abort()
  await watching
  assert.deepEqual(
    platform.complaints.map((it) => [it.msg, it.err?.message]),
    [['events of the engine were interrupted', 'the connection was lost']],
  )
})

test('what ends between the start and the first event is seen', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const request = { app, user, from: '', command: { line: 'ls' }, env: {}, size: undefined, tty: false }
  const run = await createOneOff(platform, { ...request, attached: false })
  // Of the engine, which knows only the real time.
  platform.clock.at = new Date()
  // As the real one, it tells of what comes after the call; and this one ended before it.
  const { watchContainers } = platform.engine
  platform.engine.watchContainers = (wanted, signal) => {
    const [container] = [...platform.engine.containers.values()].filter(
      (it) => it.spec.labels[labels.run] === run.id,
    )
    platform.engine.end(container?.id ?? '', 4)
    return watchContainers(wanted, signal)
  }
  const ended = new AbortController()
  const watching = watchDynos(platform, ended.signal)
  await until('it is written down', async () => {
    return (await platform.store.runs.find(app.id, run.id))?.exitCode === 4
  })
  ended.abort()
  await watching
})
