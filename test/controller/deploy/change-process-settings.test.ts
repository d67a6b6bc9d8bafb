import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeProcessSettings } from '../../../src/controller/deploy/change-process-settings.ts'
import { scale } from '../../../src/controller/deploy/scale.ts'
import type { SettingsChange } from '../../../src/controller/domain/process-settings.ts'
import {
  createDeployedApp,
  createEmptyApp,
  deploy,
  listContainers,
  listRouted,
} from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

const processTypes = { web: 'serve', worker: 'work' }
const memory = (megabytes: number) => ({ limit: megabytes * 1024 ** 2, request: null })
const limitTo = (type: string, megabytes: number): SettingsChange => ({
  type,
  limits: { memory: memory(megabytes) },
})

async function createSettable(t: Parameters<typeof createTestPlatform>[0]) {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform, { processTypes })
  const change = (...changes: SettingsChange[]) =>
    changeProcessSettings(platform, { app, user, changes, report: platform.report })
  const settingsOf = async (type: string) =>
    (await platform.store.formation.listOfApp(app.id)).find((it) => it.type === type)?.settings
  /** "web.1 256" in megabytes, of all that runs. */
  const memories = () =>
    [...platform.engine.containers.values()].map(({ spec }) => `${spec.labels['qp.dyno']} ${spec.memoryMb}`)
  return { platform, app, user, change, settingsOf, memories }
}

test('a limit is rolled out: another dyno is up and routed before the old one goes', async (t) => {
  const { platform, app, change, memories } = await createSettable(t)
  await change(limitTo('web', 256))
  assert.deepEqual(memories(), ['web.1 256'])
  const order = platform.events
    .filter((it) => /^(answer|route|stop|remove)/.test(it))
    .map((it) => it.split(' ')[0])
  assert.deepEqual(order, ['answer', 'route', 'stop', 'remove'])
  const said = 'app[api]: Changed memory limit of web by user owner@example.com'
  assert.ok(platform.logs.texts(app.id).includes(said))
})

test('what is changed to what it is, or only how long it has to end, leaves dynos alone', async (t) => {
  const { platform, change, settingsOf } = await createSettable(t)
  await change(limitTo('web', 256))
  platform.events.length = 0
  await change(limitTo('web', 256), { type: 'web', stopGrace: 60 })
  assert.ok(!platform.events.some((it) => /^(create|stop)/.test(it)))
  assert.deepEqual(
    [(await settingsOf('web'))?.stopGrace, (await settingsOf('web'))?.limits.memory],
    [60, memory(256)],
  )
})

test('only the dynos of the type are replaced', async (t) => {
  const { platform, app, user, change, memories } = await createSettable(t)
  await scale(platform, { app, user, changes: [{ type: 'worker', quantity: 1 }], report: platform.report })
  platform.events.length = 0
  await change(limitTo('worker', 100))
  assert.deepEqual(memories().sort(), ['web.1 512', 'worker.1 100'])
  assert.ok(!platform.events.some((it) => /^(create|stop) web/.test(it)))
})

test('where the new dynos do not come up, all stays as it was', async (t) => {
  const { platform, app, change, settingsOf } = await createSettable(t)
  platform.engine.behave = () => ({ kind: 'exits', code: 137, outOfMemory: true })
  await assert.rejects(change(limitTo('web', 6)), { id: 'release_failed', message: /its memory, 6M, while/ })
  assert.equal((await settingsOf('web'))?.limits.memory, null)
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.deepEqual(listRouted(platform, app), ['web.1@v2'])
})

test('several changes at once, of one type too', async (t) => {
  const { change, settingsOf } = await createSettable(t)
  const cpu = { limit: 500, request: 250 }
  await change(limitTo('web', 256), { type: 'web', limits: { cpu } }, limitTo('worker', 64))
  assert.deepEqual((await settingsOf('web'))?.limits, { memory: memory(256), cpu })
  assert.deepEqual((await settingsOf('worker'))?.limits, { memory: memory(64), cpu: null })
})

test('an unknown type is refused and changes nothing; run is for one-off dynos', async (t) => {
  const { change, settingsOf } = await createSettable(t)
  await assert.rejects(change(limitTo('web', 256), limitTo('clock', 256)), {
    id: 'not_found',
    message:
      'No such process type: clock. The current release has web, worker, and run is for one-off dynos.',
  })
  assert.equal((await settingsOf('web'))?.limits.memory, null)
  await change(limitTo('run', 256))
  assert.deepEqual((await settingsOf('run'))?.limits.memory, memory(256))
})

test('before the first deploy any type may be named, and the deploy holds to it', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const change = (type: string) =>
    changeProcessSettings(platform, { app, user, changes: [limitTo(type, 256)], report: platform.report })
  await assert.rejects(change('no type'), { id: 'invalid_params' })
  await change('web')
  await deploy(platform, app, user, { processTypes })
  const [web] = platform.engine.containers.values()
  assert.equal(web?.spec.memoryMb, 256)
})

test("cmd is web where the image's own command runs", async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform, { processTypes: { web: '' } })
  await changeProcessSettings(platform, { app, user, changes: [limitTo('cmd', 99)], report: platform.report })
  const [web] = platform.engine.containers.values()
  assert.deepEqual([web?.spec.labels['qp.type'], web?.spec.memoryMb], ['web', 99])
})
