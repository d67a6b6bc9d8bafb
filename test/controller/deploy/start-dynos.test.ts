import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startDynos } from '../../../src/controller/deploy/start-dynos.ts'
import { formatDynoName } from '../../../src/controller/domain/dyno.ts'
import { plainDynoSettings } from '../../../src/controller/domain/process-settings.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

const wanted = ['web', 'worker', 'clock'].map((type) => ({
  type,
  ordinal: 1,
  size: 'Basic',
  settings: plainDynoSettings,
}))

test("each is made in the app's network and started; the caller hears of each", async (t) => {
  const platform = await createTestPlatform(t)
  const { app, slug, release } = await createDeployedApp(platform, {
    processTypes: { web: 'serve', worker: 'work', clock: '' },
  })
  platform.engine.networks.clear()
  const next = { ...release, version: 3 }
  const heard: string[] = []
  await startDynos(platform, { app, slug, release: next }, wanted, platform.report, (dyno) => {
    heard.push(`${formatDynoName(dyno)} ${dyno.state} ${dyno.address === null ? 'without' : 'with'} address`)
    assert.ok(platform.starting.has(dyno.containerId))
  })
  assert.deepEqual(heard.sort(), [
    'clock.1 starting without address',
    'web.1 starting with address',
    'worker.1 starting without address',
  ])
  const [network, ...more] = platform.engine.networks
  assert.equal(more.length, 0)
  assert.equal(network?.[1]['qp.app'], app.id)
  assert.deepEqual(
    platform.logs
      .texts(app.id)
      .filter((it) => it.includes('Starting process'))
      .slice(-3)
      .sort(),
    [
      "qp[clock.1]: Starting process with command `the image's own`",
      'qp[web.1]: Starting process with command `serve`',
      'qp[worker.1]: Starting process with command `work`',
    ],
  )
})

test("one that can't be started is removed, and those that began are known to the caller", async (t) => {
  const platform = await createTestPlatform(t)
  const { app, slug, release } = await createDeployedApp(platform)
  platform.engine.behave = (_, name) =>
    name.startsWith('worker')
      ? { kind: 'fails to start', error: new Error('no such file') }
      : { kind: 'runs' }
  const heard: string[] = []
  const next = { ...release, version: 3 }
  await assert.rejects(
    startDynos(platform, { app, slug, release: next }, wanted, platform.report, (dyno) =>
      heard.push(formatDynoName(dyno)),
    ),
    /no such file/,
  )
  assert.deepEqual(heard.sort(), ['clock.1', 'web.1'])
  assert.ok(platform.events.includes('remove worker.1@v3'))
  assert.equal(platform.starting.size, 2)
})

test('nothing to start asks nothing of the engine', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, slug, release } = await createDeployedApp(platform)
  platform.engine.ensureNetwork = () => Promise.reject(new Error('asked'))
  await startDynos(platform, { app, slug, release }, [], platform.report, () => {})
  assert.deepEqual(platform.events, [])
})
