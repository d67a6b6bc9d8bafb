import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRelease } from '../../../src/controller/deploy/create-release.ts'
import { stop } from '../../../src/controller/deploy/restart.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import {
  createDeployedApp,
  createEmptyApp,
  deploy,
  listContainers,
  listRouted,
} from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('without a slug a release is done at once, and nothing is asked of engine or router', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  platform.events.length = 0
  const draft = { app, user, description: 'Set A config vars', slug: undefined, config: { A: '1' } }
  const release = await createRelease(platform, { ...draft, report: platform.report })
  assert.deepEqual(
    [release.version, release.status, release.config, release.slugId],
    [2, 'succeeded', { A: '1' }, null],
  )
  assert.deepEqual(await platform.store.releases.findCurrent(app.id), release)
  assert.deepEqual(platform.events, [])
})

test('a release is pending until the router uses it, and current from then on', async (t) => {
  const statuses: unknown[] = []
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const { setRoute, countInFlight } = platform.router
  const note = async (when: string) => {
    const [v3] = (await platform.store.releases.listOfApp(app.id)).slice(-1)
    statuses.push([when, v3?.version, v3?.status])
  }
  platform.router.setRoute = async (route) => {
    await note('switch')
    return setRoute(route)
  }
  platform.router.countInFlight = async (address) => {
    await note('drain')
    return countInFlight(address)
  }
  const { release } = await deploy(platform, app, user)
  assert.deepEqual(statuses, [
    ['switch', 3, 'pending'],
    ['drain', 3, 'succeeded'],
    ['drain', 3, 'succeeded'],
  ])
  assert.equal(release.status, 'succeeded')
})

test('a release that does not come up is kept as failed and told in the log; the next takes the next number', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  await assert.rejects(deploy(platform, app, user), { id: 'release_failed' })
  platform.engine.behave = () => ({ kind: 'runs' })
  await deploy(platform, app, user)
  const releases = await platform.store.releases.listOfApp(app.id)
  assert.deepEqual(
    releases.map((it) => [it.version, it.status]),
    [
      [1, 'succeeded'],
      [2, 'succeeded'],
      [3, 'failed'],
      [4, 'succeeded'],
    ],
  )
  assert.ok(
    platform.logs
      .texts(app.id)
      .includes(
        'app[api]: Release v3 failed: web.1 ended with exit code 1 while it started. `qp logs -d web.1` shows what it wrote.',
      ),
  )
  assert.deepEqual(listContainers(platform), ['web.1@v4 running'])
})

test("an old dyno that can't be stopped does not take back a release that serves", async (t) => {
  const platform = await createTestPlatform(t, {
    engine: {
      stopContainer: () => Promise.reject(problem('engine_unavailable', 'Docker does not answer')),
    },
  })
  const { app, user } = await createDeployedApp(platform)
  const { release } = await deploy(platform, app, user)
  assert.equal(release.status, 'succeeded')
  assert.equal((await platform.store.releases.findCurrent(app.id))?.version, 3)
  assert.deepEqual(listRouted(platform, app), ['web.1@v3'])
  assert.equal(platform.reports.at(-1), 'an old dyno could not be stopped: Docker does not answer')
  assert.deepEqual(
    platform.complaints.map((it) => it.msg),
    ['a roll-out left old dynos behind'],
  )
})

test('a process type that appears gets its line, and what was stopped runs again', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const [web] = await platform.store.formation.listOfApp(app.id)
  assert.ok(web)
  await platform.store.formation.put({ ...web, quantity: 2, size: 'Basic', stopped: [1, 2] })
  await deploy(platform, app, user, { processTypes: { web: 'serve', worker: 'work' } })
  const formation = await platform.store.formation.listOfApp(app.id)
  assert.deepEqual(
    formation.map((it) => [it.type, it.quantity, it.size, it.stopped]),
    [
      ['web', 2, 'Basic', []],
      ['worker', 0, 'Standard-1X', []],
    ],
  )
  assert.deepEqual(listContainers(platform), ['web.1@v3 running', 'web.2@v3 running'])
})

test('a release that fails leaves the formation as it was: what was stopped stays so', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  await stop(platform, { app, which: 'web', report: platform.report })
  const before = await platform.store.formation.listOfApp(app.id)
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  await assert.rejects(deploy(platform, app, user, { processTypes: { web: 'serve', worker: 'work' } }))
  assert.deepEqual(await platform.store.formation.listOfApp(app.id), before)
})
