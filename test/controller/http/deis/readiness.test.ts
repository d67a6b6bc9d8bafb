import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('ready is who can ask the store', async (t) => {
  const { call, platform } = await createTestServer(t)
  const ask = async () => {
    const { status, body } = await call('nobody', 'GET', '/readiness')
    return [status, body]
  }
  assert.deepEqual(await ask(), [200, 'OK'])
  platform.store.users.find = () => Promise.reject(new Error('disk I/O error'))
  assert.deepEqual(await ask(), [503, 'Database health check failed'])
})
