import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('apps are listed to who may see them', async (t) => {
  const { call, platform } = await createTestServer(t)
  await createEmptyApp(platform)
  const seen = async (who: 'owner' | 'stranger' | 'admin') =>
    ((await call(who, 'GET', '/v2/apps/')).body as { results: { id: string }[] }).results.map((it) => it.id)
  assert.deepEqual(
    [await seen('owner'), await seen('stranger'), await seen('admin')],
    [['blog'], [], ['blog']],
  )
})
