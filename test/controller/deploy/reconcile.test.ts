import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApp } from '../../../src/controller/deploy/create-app.ts'
import { destroyApp } from '../../../src/controller/deploy/destroy-app.ts'
import { currentRoutes, reconcileAll, reconcileApp } from '../../../src/controller/deploy/reconcile.ts'
import { plainRouting } from '../../../src/controller/domain/routing.ts'
import {
  createDeployedApp,
  createEmptyApp,
  deploy,
  listContainers,
  listRouted,
} from '../../fixtures/deployed-app.ts'
import { createTestPlatform, type TestPlatform } from '../../fixtures/platform.ts'

function idOf(platform: TestPlatform, dyno: string): string {
  const found = [...platform.engine.containers.keys()].find((id) => platform.engine.dynoOf(id) === dyno)
  assert.ok(found)
  return found
}

test('a dyno that is gone or down is brought back, and the router told', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  await platform.engine.removeContainer(idOf(platform, 'web.1@v2'))
  await reconcileApp(platform, app)
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.deepEqual(listRouted(platform, app), ['web.1@v2'])

  await platform.engine.stopContainer(idOf(platform, 'web.1@v2'), { graceSeconds: 0 })
  await reconcileApp(platform, app)
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.deepEqual(listRouted(platform, app), ['web.1@v2'])
})

test('what a killed roll-out left is cleared away', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const { release } = await deploy(platform, app, user)
  await platform.store.releases.setStatus(release.id, 'failed', platform.now())
  await reconcileApp(platform, app)
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.deepEqual(listRouted(platform, app), ['web.1@v2'])
})

test('what a killed first roll-out left is cleared away', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, release } = await createDeployedApp(platform)
  await platform.store.releases.setStatus(release.id, 'failed', platform.now())
  await reconcileApp(platform, app)
  assert.deepEqual(listContainers(platform), [])
  assert.deepEqual(listRouted(platform, app), [])
})

test('of a restart whose controller was killed the dyno that serves is kept, not the one that was never started', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  const { containers } = platform.engine
  const [[id, serving] = assert.fail()] = containers
  await platform.engine.createContainer({ ...serving.spec, name: 'made-and-not-started' })
  // The engine lists the newest first.
  containers.delete(id)
  containers.set(id, serving)
  await reconcileApp(platform, app)
  assert.deepEqual([...containers.keys()], [id])
  assert.deepEqual(listRouted(platform, app), ['web.1@v2'])
})

test("a dyno that crashes again and again is the engine's to restart", async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  platform.engine.end(idOf(platform, 'web.1@v2'), 1)
  platform.events.length = 0
  await reconcileApp(platform, app)
  assert.deepEqual(platform.events, ['route blog: web.1@v2'])
})

test('an app that nothing was deployed to has a route without dynos', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  platform.router.routes.clear()
  await reconcileApp(platform, app)
  assert.deepEqual(platform.router.routes.get(app.id)?.dynos, [])
})

test('an app that is destroyed while its turn is waited for stays so', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  await Promise.all([destroyApp(platform, app), reconcileApp(platform, app)])
  assert.deepEqual(listContainers(platform), [])
  assert.equal(platform.router.routes.has(app.id), false)
})

test("one app that can't be mended does not keep the others from it", async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const other = await createApp(platform, user, 'alpha')
  await deploy(platform, other, user)
  for (const id of platform.engine.containers.keys()) await platform.engine.removeContainer(id)
  platform.engine.behave = (spec) =>
    spec.labels['qp.app-name'] === 'alpha' ? { kind: 'exits', code: 1 } : { kind: 'runs' }
  const failed: string[] = []
  await reconcileAll(platform, (appId) => failed.push(appId))
  assert.deepEqual(failed, [other.id])
  assert.deepEqual(listRouted(platform, app), ['web.1@v2'])
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.deepEqual(
    platform.complaints.map((it) => it.msg),
    ['the app could not be brought to what it should be'],
  )
})

test('the router is told at its start what runs of each current release', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const empty = await createApp(platform, user, 'empty')
  const routing = { ...plainRouting, isInMaintenance: true, updatedAt: platform.now() }
  await platform.store.routings.put(app.id, routing)
  const own = { services: [], pages: { maintenance: undefined, error: undefined }, routing: plainRouting }
  assert.deepEqual(await currentRoutes(platform), [
    { ...own, ...platform.router.routes.get(app.id), routing },
    { ...own, ...platform.router.routes.get(empty.id) },
  ])
  await platform.engine.stopContainer(idOf(platform, 'web.1@v2'), { graceSeconds: 0 })
  assert.deepEqual((await currentRoutes(platform))[0]?.dynos, [])
})
