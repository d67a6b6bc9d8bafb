import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeBuildpacks } from '../../../src/controller/deploy/change-buildpacks.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('buildpacks are kept by name, told in the log without a password, and can be cleared', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const change = (...buildpacks: string[]) => changeBuildpacks(platform, { app, user, buildpacks })
  const names = ['heroku/nodejs', 'https://me:pa55@example.com/own']
  assert.deepEqual(await change('urn:buildpack:heroku/nodejs', 'https://me:pa55@example.com/own'), names)
  await assert.rejects(change('heroku/cobol'), { id: 'invalid_params' })
  assert.deepEqual(await platform.store.buildpackInstallations.ofApp(app.id), names)
  await change()
  assert.deepEqual(await platform.store.buildpackInstallations.ofApp(app.id), [])
  const told = (await platform.logs.read(app.id, 2, {})).map((it) => it.text)
  assert.deepEqual(told, [
    'Set buildpacks heroku/nodejs, https://example.com/own by user owner@example.com',
    'Cleared buildpacks by user owner@example.com',
  ])
})
