import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeProcessSettings } from '../../../src/controller/deploy/change-process-settings.ts'
import { listDynos } from '../../../src/controller/deploy/list-dynos.ts'
import { drainDynos, readStopGraces, stopDynos } from '../../../src/controller/deploy/stop-dynos.ts'
import type { Progress } from '../../../src/controller/domain/progress.ts'
import { createDeployedApp, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('a drain lasts until no request was in flight twice in a row', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  const dynos = await listDynos(platform, app.id)
  platform.router.inFlight.set(dynos[0]?.address ?? '', [2, 1, 0, 1, 0, 0])
  const texts: string[] = []
  const report = (it: Progress) => void texts.push(it.text)
  await drainDynos(platform, dynos, report)
  assert.deepEqual(platform.events, Array(6).fill('count web.1@v2'))
  assert.deepEqual(texts, ['waiting for requests in flight', 'no request in flight'])
})

test('but not longer than it may, and then says so', async (t) => {
  const platform = await createTestPlatform(t, { settings: { drainTimeout: 0.1 } })
  const { app } = await createDeployedApp(platform)
  platform.router.countInFlight = async () => 1
  const texts: string[] = []
  const report = (it: Progress) => void texts.push(it.text)
  await drainDynos(platform, await listDynos(platform, app.id), report)
  assert.equal(texts.at(-1), 'requests are still in flight and will be cut off')
})

test('what takes no requests needs no drain', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  const [web] = await listDynos(platform, app.id)
  assert.ok(web)
  const others = [
    { ...web, address: null },
    { ...web, state: 'down' as const },
  ]
  await drainDynos(platform, others, platform.report)
  assert.deepEqual([platform.events, platform.reports], [[], []])
})

test('a dyno gets its time to end; its last words are kept before it is removed', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  const dynos = await listDynos(platform, app.id)
  platform.starting.add(dynos[0]?.containerId ?? '')
  await stopDynos(platform, app.id, dynos, platform.report)
  assert.deepEqual(platform.events, ['stop web.1@v2 in 7', 'settle web.1@v2', 'remove web.1@v2'])
  assert.deepEqual(listContainers(platform), [])
  assert.equal(platform.starting.size, 0)
  assert.equal(platform.logs.texts(app.id).at(-1), 'qp[web.1]: Stopping all processes with SIGTERM')
})

test('one that is down already is cleared away without a word', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  const [web] = await listDynos(platform, app.id)
  assert.ok(web)
  await stopDynos(platform, app.id, [{ ...web, state: 'down' }], platform.report)
  assert.deepEqual(listContainers(platform), [])
  assert.ok(!platform.logs.texts(app.id).some((it) => it.includes('SIGTERM')))
})

test('the time is that of its process type as it is set now, and what was known of it is forgotten', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const changes = [
    { type: 'web', stopGrace: 60 },
    { type: 'run', stopGrace: 0 },
  ]
  await changeProcessSettings(platform, { app, user, changes, report: platform.report })
  platform.events.length = 0
  const graceOf = await readStopGraces(platform, app.id)
  assert.deepEqual(['web', 'run', 'worker'].map(graceOf), [60, 0, 7])
  const dynos = await listDynos(platform, app.id)
  platform.served.unready.add(dynos[0]?.containerId ?? '')
  await stopDynos(platform, app.id, dynos, platform.report)
  assert.equal(platform.events[0], 'stop web.1@v2 in 60')
  assert.equal(platform.served.unready.size, 0)
})
