import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { cancelBuild } from '../../../src/controller/deploy/cancel-build.ts'
import { beginBlobDeploy } from '../../../src/controller/deploy/deploy-blob.ts'
import { keepSource, sourceAddress } from '../../../src/controller/deploy/source-blob.ts'
import { packTree } from '../../fixtures/build.ts'
import { createDeployedApp, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

async function prepare(t: TestContext) {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const url = new URL(sourceAddress(platform), 'http://qp.example')
  const { until = '', key = '' } = Object.fromEntries(url.searchParams)
  const tree = packTree({ Dockerfile: 'FROM scratch\nCMD ["serve"]\n' })
  await keepSource(platform, { id: url.pathname.split('/').at(-1) ?? '', until, key }, Readable.from(tree))
  const begin = (signal = new AbortController().signal) =>
    beginBlobDeploy(platform, {
      app,
      user,
      source: { kind: 'blob', url: url.href, version: '1a2b3c4', checksum: null },
      buildpacks: undefined,
      report: platform.report,
      signal,
    })
  const find = async (id: string) => (await platform.store.builds.find(app.id, id))?.status
  return { platform, app, user, begin, find }
}

test('it is written down at once, and released in the end', async (t) => {
  const { platform, app, begin, find } = await prepare(t)
  const { build, done } = await begin()
  assert.deepEqual([build.status, build.source, await find(build.id)], ['pending', '1a2b3c4', 'pending'])
  assert.equal((await done).status, 'succeeded')
  const release = await platform.store.releases.findCurrent(app.id)
  assert.deepEqual([release?.version, release?.description], [3, 'Deploy 1a2b3c4'])
  assert.deepEqual(listContainers(platform), ['web.1@v3 running'])
})

test('one that is cancelled while it waits for its turn has failed, and says by whom', async (t) => {
  const { platform, app, user, begin, find } = await prepare(t)
  const { promise, resolve } = Promise.withResolvers<void>()
  const before = platform.turns.take(app.id, () => promise)
  const { build, done } = await begin()
  cancelBuild(platform, user, build)
  await assert.rejects(done, { id: 'build_failed', message: 'The build was cancelled by owner@example.com.' })
  assert.equal(await find(build.id), 'failed')
  resolve()
  await before
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
})

test('one that is cancelled while it builds stops there', async (t) => {
  const { platform, user, begin, find } = await prepare(t)
  const building = Promise.withResolvers<void>()
  platform.engine.buildImage = async ({ context, signal }) => {
    await context.resume().toArray()
    building.resolve()
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  const { build, done } = await begin()
  await building.promise
  cancelBuild(platform, user, build)
  await assert.rejects(done, { message: 'The build was cancelled by owner@example.com.' })
  assert.equal(await find(build.id), 'failed')
})
