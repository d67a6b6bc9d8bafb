import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeConfig } from '../../../src/controller/deploy/change-config.ts'
import { createDeployedApp, createEmptyApp, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('changed config is a release that runs with it', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform, { config: { A: '1', B: '2' } })
  const changes = { A: 'x "y" $Z\n', B: null, C: '' }
  const config = await changeConfig(platform, { app, user, changes, report: platform.report })
  assert.deepEqual(config, { A: 'x "y" $Z\n', C: '' })
  const current = await platform.store.releases.findCurrent(app.id)
  assert.deepEqual(
    [current?.version, current?.description, current?.config],
    [3, 'Set A, C config vars; Unset B config vars', config],
  )
  assert.deepEqual(listContainers(platform), ['web.1@v3 running'])
  const [web] = platform.engine.containers.values()
  assert.deepEqual(web?.spec.env, {
    A: 'x "y" $Z\n',
    C: '',
    DYNO: 'web.1',
    PORT: '5000',
    TINI_KILL_PROCESS_GROUP: '1',
  })
  assert.ok(
    platform.logs
      .texts(app.id)
      .includes('app[api]: Set A, C config vars; Unset B config vars by user owner@example.com'),
  )
})

test('changing nothing makes no release', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform, { config: { A: '1' } })
  const changes = { A: '1', B: null }
  assert.deepEqual(await changeConfig(platform, { app, user, changes, report: platform.report }), { A: '1' })
  assert.equal((await platform.store.releases.listOfApp(app.id)).length, 2)
  assert.deepEqual(platform.events, [])
})

test('an app that nothing was deployed to has config too', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  await changeConfig(platform, { app, user, changes: { A: '1' }, report: platform.report })
  const current = await platform.store.releases.findCurrent(app.id)
  assert.deepEqual([current?.version, current?.config], [2, { A: '1' }])
})

test('a config that the app does not start with is not kept', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform, { config: { A: '1' } })
  platform.engine.behave = (spec) => (spec.env['A'] === '2' ? { kind: 'exits', code: 1 } : { kind: 'runs' })
  const change = (A: string) => changeConfig(platform, { app, user, changes: { A }, report: platform.report })
  await assert.rejects(change('2'), { id: 'release_failed' })
  assert.deepEqual((await platform.store.releases.findCurrent(app.id))?.config, { A: '1' })
  assert.deepEqual(await change('3'), { A: '3' })
})

test('changes side by side all hold; who waits is told', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const names = ['A', 'B', 'C']
  await Promise.all(
    names.map((it) => changeConfig(platform, { app, user, changes: { [it]: it }, report: platform.report })),
  )
  assert.deepEqual((await platform.store.releases.findCurrent(app.id))?.config, { A: 'A', B: 'B', C: 'C' })
  assert.deepEqual(platform.reports, Array(2).fill('waiting for another change of blog to finish'))
})

test('a name that can be none is refused and makes no release', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const changes = { A: '1', 'B-C': '2' }
  await assert.rejects(changeConfig(platform, { app, user, changes, report: platform.report }), {
    id: 'invalid_params',
  })
  assert.equal((await platform.store.releases.listOfApp(app.id)).length, 1)
})
