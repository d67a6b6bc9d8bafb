import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployImage } from '../../../src/controller/deploy/deploy-image.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import { createDeployedApp, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

const signal = new AbortController().signal

test('an image of the engine is released under its name', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const image = { id: 'sha256:1', tags: ['api:1'], labels: {}, size: 5, exposedPorts: [8080], argv: ['x'] }
  platform.engine.images.set('api:1', image)
  const build = await deployImage(platform, { app, user, image: 'api:1', report: platform.report, signal })
  assert.deepEqual([build.status, build.source], ['succeeded', 'api:1'])
  const release = await platform.store.releases.findCurrent(app.id)
  assert.deepEqual([release?.version, release?.description], [3, 'Deployed api:1'])
  assert.deepEqual(listContainers(platform), ['web.1@v3 running'])
  assert.ok(platform.engine.images.has('api:1'), 'the image of somebody else stays')
})

test('an image whose commit is said is released under that', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const image = { id: 'sha256:1', tags: ['api:1'], labels: {}, size: 5, exposedPorts: [], argv: ['x'] }
  platform.engine.images.set('api:1', image)
  const commit = 'ecdff91c57a0b9ab82e89634df87e293d259a3aa'
  await deployImage(platform, { app, user, image: 'api:1', commit, report: platform.report, signal })
  const release = await platform.store.releases.findCurrent(app.id)
  const slug = await platform.store.slugs.find(release?.slugId ?? '')
  assert.deepEqual([release?.description, slug?.commit], ['Deploy ecdff91c', commit])
})

test('an image that is nowhere to be had', async (t) => {
  const platform = await createTestPlatform(t, {
    engine: { pullImage: () => Promise.reject(problem('not_found', 'Docker: no such image')) },
  })
  const { app, user } = await createDeployedApp(platform)
  await assert.rejects(
    deployImage(platform, { app, user, image: 'nowhere:1', report: platform.report, signal }),
    {
      id: 'build_failed',
      message: "There is no image nowhere:1 on the engine, and it can't be pulled: Docker: no such image",
    },
  )
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
})

test('it waits for its turn, says so, and can be given up meanwhile', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const { promise, resolve } = Promise.withResolvers<void>()
  const before = platform.turns.take(app.id, () => promise)
  const gone = new AbortController()
  const deploy = deployImage(platform, {
    app,
    user,
    image: 'api:1',
    report: platform.report,
    signal: gone.signal,
  })
  gone.abort()
  await assert.rejects(deploy, { id: 'conflict', message: /^Given up while waiting/ })
  assert.deepEqual(platform.reports, ['waiting for another change of blog to finish'])
  assert.deepEqual(await platform.store.builds.listOfApp(app.id), [])
  resolve()
  await before
})
