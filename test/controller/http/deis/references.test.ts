import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ofApp } from '../../../../src/controller/http/deis/references.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../../fixtures/platform.ts'

test('an object of an app names it, and its owner by what Deis calls them', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  const times = { createdAt: new Date('2026-01-02T03:04:05.600Z'), updatedAt: new Date('2026-02-03') }
  assert.deepEqual(await ofApp(platform, app, times), {
    ...{ app: 'blog', owner: 'owner', created: '2026-01-02T03:04:05Z', updated: '2026-02-03T00:00:00Z' },
  })
})
