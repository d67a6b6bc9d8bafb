import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { finishPushes, forgetRelease, noteRelease } from '../../../src/controller/deploy/finish-pushes.ts'
import { ensureRepository, readRef } from '../../../src/controller/deploy/repository.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { createGitWorkTree } from '../../fixtures/git-work-tree.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

const ref = 'refs/heads/main'
const before = '0'.repeat(40)

/** An app that runs the commit of a push that git has not accepted. */
async function createReleased(t: TestContext) {
  const platform = await createTestPlatform(t)
  const tree = createGitWorkTree(t)
  const commit = tree.commit({ 'a.txt': 'a' })
  const { app, release } = await createDeployedApp(platform, { commit })
  const { dataDir } = platform.settings
  const path = await ensureRepository(dataDir, app.id, '/no hooks')
  tree.git('push', '--quiet', path, `${commit}:refs/brought/objects`)
  return {
    ...{ platform, tree, path, commit, app, release, dataDir },
    note: join(path, 'releasing.json'),
    readMain: () => readRef({ dataDir, appId: app.id, env: {} }, ref),
  }
}

test('a ref follows what was released for it by a controller that was killed', async (t) => {
  const { platform, app, commit, dataDir, note, readMain } = await createReleased(t)
  await noteRelease(dataDir, app.id, { ref, before, after: commit })
  await finishPushes(platform)
  assert.equal(await readMain(), commit)
  assert.equal(existsSync(note), false)
})

test('it stays where the release failed, where it was moved, and where nothing was under way', async (t) => {
  const { platform, tree, path, app, commit, release, dataDir, note, readMain } = await createReleased(t)
  await finishPushes(platform)
  assert.equal(await readMain(), before)

  await noteRelease(dataDir, app.id, { ref, before, after: commit })
  await forgetRelease(dataDir, app.id)
  await finishPushes(platform)
  assert.equal(await readMain(), before)

  await writeFile(note, '{"ref":')
  await finishPushes(platform)
  assert.equal(existsSync(note), false)

  const other = tree.commit({ 'b.txt': 'b' })
  tree.git('push', '--quiet', path, `${other}:${ref}`)
  await noteRelease(dataDir, app.id, { ref, before, after: commit })
  await finishPushes(platform)
  assert.equal(await readMain(), other)

  await platform.store.releases.setStatus(release.id, 'failed', platform.now())
  await noteRelease(dataDir, app.id, { ref, before: other, after: commit })
  await finishPushes(platform)
  assert.equal(await readMain(), other)
})
