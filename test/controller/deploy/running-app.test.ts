import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findSlug, getCurrentRelease, getDeployed } from '../../../src/controller/deploy/running-app.ts'
import { createDeployedApp, createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { anApp, aUser } from '../../fixtures/stored.ts'

test('an app that was deployed has a release with a slug', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, slug, release } = await createDeployedApp(platform)
  assert.deepEqual(await getCurrentRelease(platform, app), release)
  assert.deepEqual(await findSlug(platform, release), slug)
  assert.deepEqual(await getDeployed(platform, app), { release, slug })
})

test('one that was not says how to deploy it', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  assert.equal(await findSlug(platform, await getCurrentRelease(platform, app)), undefined)
  await assert.rejects(getDeployed(platform, app), {
    id: 'conflict',
    message:
      'Nothing was deployed to blog yet. Push it (`git push qp main`) or release an image (`qp builds:create IMAGE`).',
  })
})

test('an app that was destroyed while a change of it waited is told so', async (t) => {
  const platform = await createTestPlatform(t)
  await assert.rejects(getCurrentRelease(platform, anApp('ghost', aUser('owner'))), {
    id: 'not_found',
    message: 'No such app: ghost. It was destroyed meanwhile.',
  })
})
