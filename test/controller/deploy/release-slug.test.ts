import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { changeConfig } from '../../../src/controller/deploy/change-config.ts'
import { releaseSlug } from '../../../src/controller/deploy/release-slug.ts'
import { createDeployedApp, deploy } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

async function prepare(t: TestContext) {
  const platform = await createTestPlatform(t)
  const made = await createDeployedApp(platform, { config: { A: '1' } })
  const release = (slugId: string) =>
    releaseSlug(platform, { ...made, slugId, description: 'Again', report: platform.report })
  return { platform, ...made, release }
}

test('a slug is released anew, with the config that holds', async (t) => {
  const { platform, app, user, slug, release } = await prepare(t)
  await deploy(platform, app, user, { config: { A: '2' } })
  const made = await release(slug.id)
  assert.deepEqual(
    [made.version, made.slugId, made.config, made.description],
    [4, slug.id, { A: '2' }, 'Again'],
  )
})

test('where the newest release failed with it, with the config of that one', async (t) => {
  const { platform, app, user, slug, release } = await prepare(t)
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  await assert.rejects(changeConfig(platform, { app, user, changes: { A: '9' }, report: platform.report }))
  platform.engine.behave = () => ({ kind: 'runs' })
  assert.deepEqual((await release(slug.id)).config, { A: '9' })
})

test('a slug of nobody, or one whose image is gone, is refused', async (t) => {
  const { platform, app, slug, release } = await prepare(t)
  await assert.rejects(release('x'), { id: 'not_found' })
  platform.engine.images.delete(slug.image)
  await assert.rejects(release(slug.id), { id: 'conflict', message: /its image is no longer there/ })
  assert.equal((await platform.store.releases.listOfApp(app.id)).length, 2)
})
