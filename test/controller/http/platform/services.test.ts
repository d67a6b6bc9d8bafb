import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDeployedApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('a service is added, listed, given another route and removed', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app } = await createDeployedApp(platform, { processTypes: { web: 'serve', hooks: 'serve' } })
  const path = '/apps/blog/services'
  const added = await call('owner', 'POST', path, { type: 'hooks', path_pattern: '/hooks, = /h' })
  assert.equal(added.status, 201)
  const now = platform.now().toISOString()
  const { id } = added.body as { id: string }
  const times = { created_at: now, updated_at: now }
  const hooks = {
    id,
    app: { id: app.id, name: 'blog' },
    type: 'hooks',
    path_pattern: '/hooks,= /h',
    ...times,
  }
  assert.deepEqual(added.body, hooks)
  assert.deepEqual((await call('owner', 'GET', path)).body, [hooks])
  const changed = { ...hooks, path_pattern: '/h' }
  assert.deepEqual((await call('owner', 'POST', path, { type: 'hooks', path_pattern: '/h' })).body, changed)
  const removed = await call('owner', 'DELETE', `${path}/hooks`)
  assert.deepEqual([removed.status, removed.body], [200, changed])
  assert.deepEqual((await call('owner', 'GET', path)).body, [])
  assert.equal((await call('owner', 'DELETE', `${path}/hooks`)).status, 404)
})

for (const body of [
  { type: 'hooks' },
  { type: 'web', path_pattern: '/' },
  { type: 'hooks', path_pattern: 'x' },
]) {
  test(`${JSON.stringify(body)} is no service`, async (t) => {
    const { platform, call } = await createTestServer(t)
    await createDeployedApp(platform, { processTypes: { web: 'serve', hooks: 'serve' } })
    assert.equal((await call('owner', 'POST', '/apps/blog/services', body)).status, 422)
  })
}
