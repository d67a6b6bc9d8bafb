import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createOneOff, type OneOffRequest } from '../../../src/controller/deploy/one-off.ts'
import { clearLostRuns, endDueRuns, tendRuns } from '../../../src/controller/deploy/tend-runs.ts'
import { labels } from '../../../src/controller/domain/labels.ts'
import type { Run } from '../../../src/controller/domain/run.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { aRun } from '../../fixtures/stored.ts'
import { until } from '../../fixtures/until.ts'

async function createRunnable(t: TestContext) {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  // Of the engine, which knows only the real time.
  platform.clock.at = new Date()
  const start = async (more: Partial<OneOffRequest> = {}) => {
    const request = { app, user, from: '', command: { line: 'ls' }, env: {}, size: undefined, tty: false }
    const run = await createOneOff(platform, { ...request, attached: false, ...more })
    await until('its container is made', async () => (await containersOf(run)).length > 0)
    platform.events.length = 0
    return run
  }
  const containersOf = (run: Run) => platform.engine.listContainers({ [labels.run]: run.id })
  const find = (run: Run) => platform.store.runs.find(app.id, run.id)
  const wait = (seconds: number) => {
    platform.clock.at = new Date(platform.clock.at.getTime() + seconds * 1000)
  }
  return { platform, app, start, find, wait, containersOf }
}

test('what may run no longer is ended, and so is what was forgotten; not before', async (t) => {
  const { platform, start, find, wait } = await createRunnable(t)
  const timed = await start({ timeout: 60 })
  const forgotten = await start({ timeToLive: 60 })
  const other = await start()
  wait(59)
  await endDueRuns(platform)
  assert.deepEqual(platform.events, [])
  wait(1)
  await endDueRuns(platform)
  await until('both were stopped', () => platform.events.length === 2)
  const [first, second, third] = await Promise.all([timed, forgotten, other].map(find))
  assert.deepEqual(
    [first?.reason, first?.exitCode, first?.message],
    ['timed-out', 124, 'timed out: it may run for 60 seconds'],
  )
  assert.deepEqual(
    [second?.reason, second?.exitCode, second?.message],
    ['stopped', null, 'ended after 60 seconds, with nobody attached'],
  )
  assert.equal(third?.reason, null)
})

test('one that takes its time to end is not told twice', async (t) => {
  const { platform, start, wait } = await createRunnable(t)
  await start({ timeout: 60 })
  let stops = 0
  platform.engine.stopContainer = () => {
    stops += 1
    return new Promise(() => {})
  }
  wait(60)
  await endDueRuns(platform)
  await until('it was told', () => stops === 1)
  await endDueRuns(platform)
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(stops, 1)
})

test('one that somebody is attached to is not forgotten, and still ends when its time is over', async (t) => {
  const { platform, start, find, wait } = await createRunnable(t)
  const watched = await start({ attached: true, timeToLive: 60, timeout: 120 })
  const session = platform.sessions.find(watched.id)
  assert.ok(session)
  t.mock.getter(session, 'viewers', () => 1)
  wait(60)
  await endDueRuns(platform)
  assert.equal((await find(watched))?.reason, null)
  wait(60)
  await endDueRuns(platform)
  assert.equal((await session.ended).exitCode, 124)
})

test('one that can not be stopped holds up no other, and is complained of', async (t) => {
  const { platform, start, wait } = await createRunnable(t)
  const [stuck, other] = [await start({ timeout: 1 }), await start({ timeout: 1 })]
  const { stopContainer } = platform.engine
  const [container] = await platform.engine.listContainers({ [labels.run]: stuck.id })
  platform.engine.stopContainer = async (id, options) => {
    if (id === container?.id) throw new Error('the engine does not answer')
    return stopContainer(id, options)
  }
  wait(1)
  await endDueRuns(platform)
  await until('both were tried', () => platform.complaints.length + platform.events.length === 2)
  assert.deepEqual(platform.events, [`stop ${other.dyno}@v2 in 7`])
  assert.equal(platform.complaints[0]?.msg, 'a one-off dyno whose time is over could not be stopped')
})

test('a stop that a killed controller had begun is made again', async (t) => {
  const { platform, start, find } = await createRunnable(t)
  const run = await start()
  const other = await start()
  await platform.store.runs.expectEnd(run.id, { reason: 'timed-out', message: 'timed out' })
  await clearLostRuns(platform, { minimumAge: 0 })
  await until('it was stopped', () => platform.events.length > 0)
  assert.deepEqual(platform.events, [`stop ${run.dyno}@v2 in 7`])
  const [stopped, goesOn] = await Promise.all([run, other].map(find))
  assert.deepEqual([stopped?.reason, stopped?.message], ['timed-out', 'timed out'])
  assert.equal(goesOn?.reason, null)
})

test('what a killed controller held is removed and written down; what runs by itself goes on', async (t) => {
  const { platform, app, start, find, wait, containersOf } = await createRunnable(t)
  const held = await start({ attached: true })
  const lost = await start({ attached: true })
  const detached = await start()
  const ended = await start()
  const inside = aRun({
    id: 'inside',
    appId: app.id,
    kind: 'inside',
    dyno: 'web.1',
    createdAt: platform.now(),
  })
  const gone = aRun({ id: 'gone', appId: app.id, dyno: 'run.1', createdAt: platform.now() })
  await platform.store.runs.add(inside)
  await platform.store.runs.add(gone)
  const { find: findSession } = platform.sessions
  platform.sessions.find = (id) => (id === held.id ? findSession(id) : undefined)
  const [container] = await containersOf(ended)
  platform.engine.end(container?.id ?? '', 4)
  wait(1)
  await clearLostRuns(platform, { minimumAge: 0 })
  const counts = await Promise.all(
    [held, lost, detached, ended].map(async (it) => (await containersOf(it)).length),
  )
  assert.deepEqual(counts, [1, 0, 1, 0])
  const running = (await platform.store.runs.listRunning(app.id)).map((it) => it.id)
  assert.deepEqual(running.filter((it) => it !== inside.id).sort(), [held.id, detached.id].sort())
  for (const it of [lost, gone]) {
    const { exitCode, reason } = (await find(it)) ?? {}
    assert.deepEqual([exitCode, reason], [null, 'controller-gone'])
  }
  const { exitCode, reason } = (await find(ended)) ?? {}
  assert.deepEqual([exitCode, reason], [4, 'exited'])
  platform.sessions.find = findSession
})

test('what may just be being made is left alone', async (t) => {
  const { platform, app, start, wait, containersOf } = await createRunnable(t)
  const young = await start({ attached: true })
  const unmade = aRun({ id: 'unmade', appId: app.id, createdAt: platform.now() })
  await platform.store.runs.add(unmade)
  const { find: findSession } = platform.sessions
  platform.sessions.find = () => undefined
  wait(30)
  await clearLostRuns(platform, { minimumAge: 60_000 })
  assert.equal((await containersOf(young)).length, 1)
  assert.equal((await platform.store.runs.listRunning(app.id)).length, 2)
  wait(31)
  await clearLostRuns(platform, { minimumAge: 60_000 })
  assert.deepEqual(await containersOf(young), [])
  assert.deepEqual(await platform.store.runs.listRunning(app.id), [])
  platform.sessions.find = findSession
})

test('it is looked every second, and what fails is tried again, until the signal', async (t) => {
  const { platform, start, find, wait } = await createRunnable(t)
  const due = await start({ timeout: 1 })
  wait(1)
  const { listRunning } = platform.store.runs
  let looks = 0
  platform.store.runs.listRunning = async (appId) => {
    looks += 1
    if (looks === 1) throw new Error('the store is busy')
    return listRunning(appId)
  }
  t.mock.timers.enable({ apis: ['setInterval'] })
  const ended = new AbortController()
  await tendRuns(platform, ended.signal)
  t.mock.timers.tick(999)
  assert.equal(looks, 0)
  t.mock.timers.tick(1)
  await until('it was complained of', () => platform.complaints.length === 1)
  t.mock.timers.tick(1000)
  await until('it was ended', async () => (await find(due))?.reason === 'timed-out')
  ended.abort()
  const before = looks
  t.mock.timers.tick(10_000)
  assert.equal(looks, before)
})
