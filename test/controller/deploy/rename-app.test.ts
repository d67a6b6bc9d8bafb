import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renameApp } from '../../../src/controller/deploy/rename-app.ts'
import { restart } from '../../../src/controller/deploy/restart.ts'
import { labels } from '../../../src/controller/domain/labels.ts'
import { createDeployedApp, listContainers, listRouted } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('an app answers by its new name, with the dynos that ran', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const before = listContainers(platform)
  const renamed = await renameApp(platform, { app, user, name: 'journal' })
  assert.equal(renamed.name, 'journal')
  assert.deepEqual(platform.router.routes.get(app.id)?.hostnames, ['journal.apps.example'])
  assert.deepEqual(listContainers(platform), before)
  assert.deepEqual(listRouted(platform, app), ['web.1@v2'])
  assert.deepEqual(await platform.store.apps.find('journal'), renamed)
  assert.equal(await platform.store.apps.find('blog'), undefined)
})

test('what is started from then on is in the same network, and is told by the new name', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const networkOf = () => [...platform.engine.containers.values()].map((it) => it.spec.network)
  const before = networkOf()
  const renamed = await renameApp(platform, { app, user, name: 'journal' })
  await restart(platform, { app: renamed, which: undefined, report: platform.report })
  assert.deepEqual(networkOf(), before)
  assert.deepEqual(
    [...platform.engine.containers.values()].map((it) => it.spec.labels[labels.appName]),
    ['journal'],
  )
})

for (const [name, message] of [
  ['blog', /Name blog is already taken/],
  ['B', /can't be used/],
] as const) {
  test(`the name ${name} is refused, and nothing changes`, async (t) => {
    const platform = await createTestPlatform(t)
    const { app, user } = await createDeployedApp(platform)
    await assert.rejects(renameApp(platform, { app, user, name }), { id: 'invalid_params', message })
    assert.deepEqual(platform.router.routes.get(app.id)?.hostnames, ['blog.apps.example'])
  })
}
