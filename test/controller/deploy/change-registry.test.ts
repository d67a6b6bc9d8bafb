import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeRegistry } from '../../../src/controller/deploy/change-registry.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('what is named changes, the rest stays, and the log tells of it without its value', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  await changeRegistry(platform, { app, user, changes: { username: 'mia', password: 'hunter2' } })
  const changed = await changeRegistry(platform, { app, user, changes: { username: null } })
  assert.deepEqual(changed, { username: null, password: 'hunter2' })
  assert.deepEqual(await platform.store.registries.ofApp(app.id), changed)
  const lines = platform.logs.texts(app.id)
  assert.ok(lines.includes('app[api]: Set registry username, password by user owner@example.com'))
  assert.doesNotMatch(lines.join('\n'), /hunter2/)
})
