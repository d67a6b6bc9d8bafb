import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('an app has no add-ons, which is an answer; a stranger gets none', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const ofUser = ['/addons', '/addon-attachments', '/pipelines', '/spaces', '/teams']
  for (const path of ['/apps/blog/addons', '/apps/blog/addon-attachments', ...ofUser]) {
    const { status, body } = await call('owner', 'GET', path)
    assert.deepEqual([status, body], [200, []], path)
  }
  assert.equal((await call('stranger', 'GET', '/apps/blog/addons')).status, 404)
})
