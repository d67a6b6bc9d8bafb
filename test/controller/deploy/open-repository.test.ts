import assert from 'node:assert/strict'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { openRepository } from '../../../src/controller/deploy/open-repository.ts'
import { repositoryPath } from '../../../src/controller/deploy/repository.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('it is made where there is none, and then left as it is', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  const path = await openRepository(platform, app, '/hooks')
  assert.equal(path, repositoryPath(platform.settings.dataDir, app.id))
  const config = () => statSync(join(path, 'config')).ino
  const before = config()
  await openRepository(platform, app, '/hooks')
  assert.equal(config(), before)
  await openRepository(platform, app, '/hooks-elsewhere')
  assert.notEqual(config(), before)
})

test('of an app that was destroyed meanwhile nothing is left', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  await platform.store.apps.remove(app.id)
  const gone = { id: 'not_found', message: 'No such app: blog. It was destroyed meanwhile.' }
  await assert.rejects(openRepository(platform, app, '/hooks'), gone)
  const path = repositoryPath(platform.settings.dataDir, app.id)
  assert.ok(!existsSync(path))
  // As when it goes while git's files are being written.
  await mkdir(dirname(path), { recursive: true })
  writeFileSync(path, '')
  await assert.rejects(openRepository(platform, app, '/hooks'), gone)
  assert.ok(!existsSync(path))
})
