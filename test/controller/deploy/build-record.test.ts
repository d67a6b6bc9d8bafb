import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beginBuild, endBuild } from '../../../src/controller/deploy/build-record.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('a build is in the books from its beginning, and can be cancelled until its end', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const build = await beginBuild(platform, { app, user, source: 'main' })
  assert.deepEqual(await platform.store.builds.find(app.id, build.id), build)
  assert.deepEqual([build.status, build.source, platform.cancels.has(build.id)], ['pending', 'main', true])
  const ended = await endBuild(platform, { app, user, build, output: 'all of it\n' }, { status: 'failed' })
  assert.deepEqual(await platform.store.builds.find(app.id, build.id), ended)
  assert.deepEqual([ended.status, platform.cancels.has(build.id)], ['failed', false])
  assert.equal(await platform.store.builds.findOutput(build.id), 'all of it\n')
})
