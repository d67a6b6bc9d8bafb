import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeConfig } from '../../../src/controller/deploy/change-config.ts'
import { rollBack } from '../../../src/controller/deploy/rollback.ts'
import { createDeployedApp, deploy, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

async function createAppWithHistory(t: Parameters<typeof createTestPlatform>[0]) {
  const platform = await createTestPlatform(t)
  const { app, user, slug } = await createDeployedApp(platform, { config: { A: '1' } })
  await changeConfig(platform, { app, user, changes: { A: '2' }, report: () => {} })
  const back = (to: string) => rollBack(platform, { app, user, to, report: platform.report })
  return { platform, app, user, slug, back }
}

for (const by of ['v2', '2', 'its id']) {
  test(`back to a release by ${by}: a new one of its slug and config`, async (t) => {
    const { platform, app, slug, back } = await createAppWithHistory(t)
    const target = await platform.store.releases.find(app.id, 2)
    const release = await back(by === 'its id' ? (target?.id ?? '') : by)
    assert.deepEqual(
      [release.version, release.description, release.status, release.slugId, release.config],
      [4, 'Rollback to v2', 'succeeded', slug.id, { A: '1' }],
    )
    assert.deepEqual(listContainers(platform), ['web.1@v4 running'])
    const [web] = platform.engine.containers.values()
    assert.equal(web?.spec.env['A'], '1')
    assert.equal((await platform.store.releases.findCurrent(app.id))?.id, release.id)
  })
}

test('to a release that is not there', async (t) => {
  const { back } = await createAppWithHistory(t)
  const named = { v9: 'v9', 9: 'v9', x: 'x', '': '' }
  for (const [to, name] of Object.entries(named))
    await assert.rejects(back(to), {
      id: 'not_found',
      message: `No such release: ${name}. \`qp releases\` lists them.`,
    })
})

test('to one that failed', async (t) => {
  const { platform, app, user, back } = await createAppWithHistory(t)
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  await assert.rejects(deploy(platform, app, user))
  await assert.rejects(back('v4'), { id: 'invalid_params', message: "Can't roll back to v4: it failed." })
})

test('to one whose image is gone', async (t) => {
  const { platform, app, slug, back } = await createAppWithHistory(t)
  platform.engine.images.delete(slug.image)
  await assert.rejects(back('v2'), {
    id: 'conflict',
    message: "Can't roll back to v2: its image is no longer there.",
  })
  assert.equal((await platform.store.releases.listOfApp(app.id)).length, 3)
  assert.deepEqual(listContainers(platform), ['web.1@v3 running'])
})

test('to one from before the first deploy, of which nothing could run', async (t) => {
  const { platform, app, back } = await createAppWithHistory(t)
  await assert.rejects(back('v1'), {
    id: 'invalid_params',
    message: "Can't roll back to v1: nothing had been deployed by then.",
  })
  assert.equal((await platform.store.releases.findCurrent(app.id))?.version, 3)
})
