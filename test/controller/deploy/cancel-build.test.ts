import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beginBuild, endBuild } from '../../../src/controller/deploy/build-record.ts'
import { cancelBuild } from '../../../src/controller/deploy/cancel-build.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('one that runs hears who stopped it; one that is released or over is not stopped', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const build = await beginBuild(platform, { app, user, source: 'main' })
  const signal = platform.cancels.get(build.id)?.signal
  cancelBuild(platform, user, build)
  assert.equal(signal?.aborted, true)
  assert.match(String(signal?.reason), /The build was cancelled by owner@example\.com\./)
  platform.cancels.delete(build.id)
  assert.throws(() => cancelBuild(platform, user, build), { id: 'conflict', message: /being released/ })
  const ended = await endBuild(platform, { app, user, build, output: '' }, { status: 'succeeded' })
  assert.throws(() => cancelBuild(platform, user, ended), {
    id: 'conflict',
    message: /has succeeded already/,
  })
})
