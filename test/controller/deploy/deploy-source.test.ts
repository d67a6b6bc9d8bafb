import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { pack } from 'tar-stream'
import { deploySource } from '../../../src/controller/deploy/deploy-source.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import { createDeployedApp, createEmptyApp, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestPlatform, type TestPlatform } from '../../fixtures/platform.ts'

const commit = '1a2b3c4d5e6f708192a3b4c5d6e7f80912345678'

/** A tree with a Dockerfile, which the simple engine builds by saying so. */
const source = {
  kind: 'tree' as const,
  commit,
  openTar() {
    const tar = pack()
    tar.entry({ name: 'Dockerfile' }, 'FROM scratch\nCMD ["serve"]\n')
    tar.finalize()
    return Readable.from(tar)
  },
}
const signal = new AbortController().signal

async function createBuilder(t: Parameters<typeof createTestPlatform>[0]) {
  const platform = await createTestPlatform(t)
  const { buildImage } = platform.engine
  platform.engine.buildImage = async (options) => {
    options.onOutput('building it')
    await buildImage(options)
  }
  return platform
}

async function lastBuild(platform: TestPlatform, appId: string) {
  const build = (await platform.store.builds.listOfApp(appId)).at(-1)
  assert.ok(build)
  return { build, output: await platform.store.builds.findOutput(build.id) }
}

test('a source becomes a build, a slug and a release that serves with the config there is', async (t) => {
  const platform = await createBuilder(t)
  const { app, user } = await createDeployedApp(platform, { config: { A: '1' } })
  const { report } = platform
  const { build, slug, release } = await deploySource(platform, { app, user, source, report, signal })
  assert.deepEqual(
    [build.status, build.source, build.slugId, build.releaseId, build.userId],
    ['succeeded', commit, slug.id, release.id, user.id],
  )
  assert.deepEqual(
    [slug.commit, slug.launch, slug.processTypes, slug.description],
    [commit, 'image', { web: '' }, 'Dockerfile'],
  )
  assert.deepEqual(
    [release.version, release.description, release.config, release.slugId],
    [3, 'Deploy 1a2b3c4d', { A: '1' }, slug.id],
  )
  const stored = await lastBuild(platform, app.id)
  assert.deepEqual(stored.build, build)
  assert.match(stored.output ?? '', /building it/)
  assert.ok(platform.reports.some((it) => it.includes('building it')))
  assert.deepEqual(listContainers(platform), ['web.1@v3 running'])
  assert.ok(platform.logs.texts(app.id).includes('app[api]: Build started by user owner@example.com'))
})

test('a build that fails is kept with its output; the release before goes on', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  platform.engine.buildImage = async ({ context, onOutput }) => {
    await context.resume().toArray()
    onOutput('Step 1 : RUN false')
    throw problem('build_failed', 'The build failed.')
  }
  const { report } = platform
  await assert.rejects(deploySource(platform, { app, user, source, report, signal }), { id: 'build_failed' })
  const { build, output } = await lastBuild(platform, app.id)
  assert.deepEqual([build.status, build.slugId, build.releaseId], ['failed', null, null])
  assert.match(output ?? '', /Step 1 : RUN false/)
  assert.equal((await platform.store.releases.listOfApp(app.id)).length, 2)
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.equal(platform.logs.texts(app.id).at(-1), 'app[api]: Build failed: The build failed.')
})

test('a slug that does not come up fails its build too, and its image stays for a retry', async (t) => {
  const platform = await createBuilder(t)
  const { app, user, slug } = await createDeployedApp(platform)
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  const { report } = platform
  await assert.rejects(deploySource(platform, { app, user, source, report, signal }), {
    id: 'release_failed',
  })
  assert.equal((await lastBuild(platform, app.id)).build.status, 'failed')
  assert.equal((await platform.store.releases.find(app.id, 3))?.status, 'failed')
  const failed = (await platform.store.slugs.listOfApp(app.id)).at(-1)
  assert.deepEqual([...platform.engine.images.keys()], [slug.image, failed?.image])
})

test('config that was changed since the app was made is what the build and the release get', async (t) => {
  const platform = await createBuilder(t)
  const { app, user } = await createEmptyApp(platform)
  await platform.store.releases.add({
    id: 'r2',
    appId: app.id,
    description: 'Set A config vars',
    status: 'succeeded',
    userId: user.id,
    slugId: null,
    config: { A: '2' },
    createdAt: platform.now(),
    updatedAt: platform.now(),
  })
  const { report } = platform
  const { release } = await deploySource(platform, { app, user, source, report, signal })
  assert.deepEqual([release.version, release.config], [3, { A: '2' }])
})

test('an aborted build is a failed one', async (t) => {
  const platform = await createBuilder(t)
  const { app, user } = await createDeployedApp(platform)
  const gone = AbortSignal.abort(new Error('the pusher is gone'))
  const { report } = platform
  await assert.rejects(
    deploySource(platform, { app, user, source, report, signal: gone }),
    /the pusher is gone/,
  )
  assert.equal((await lastBuild(platform, app.id)).build.status, 'failed')
})

test('a build that hangs is stopped when its time is over, and the app and the builders are free again', async (t) => {
  const platform = await createTestPlatform(t, { settings: { buildTimeout: 0.05 } })
  const { app, user } = await createDeployedApp(platform)
  platform.engine.buildImage = async ({ context, signal: stop }) => {
    await context.resume().toArray()
    if (!stop.aborted) await once(stop, 'abort')
    throw stop.reason
  }
  const { report } = platform
  await assert.rejects(deploySource(platform, { app, user, source, report, signal }), {
    id: 'build_failed',
    message: /^The build took longer than 0\.05 seconds and was stopped\./,
  })
  assert.equal((await lastBuild(platform, app.id)).build.status, 'failed')
  assert.match(platform.logs.texts(app.id).at(-1) ?? '', /Build failed: The build took longer/)
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.equal(await platform.buildSlots.take(async () => 'free'), 'free')
})
