import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('maintenance is a property of the app, as on Heroku', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  const on = await call('owner', 'PATCH', '/apps/blog', { maintenance: true })
  assert.equal(on.status, 200)
  assertIsResource('app', on.body)
  assert.equal((on.body as { maintenance: boolean }).maintenance, true)
  assert.equal(platform.router.routings.get(app.id)?.isInMaintenance, true)
  assert.deepEqual((await call('owner', 'GET', '/apps/blog')).body, on.body)
  await call('owner', 'PATCH', '/apps/blog', { maintenance: false })
  assert.equal(platform.router.routings.get(app.id)?.isInMaintenance, false)
  assert.equal((await call('owner', 'PATCH', '/apps/blog', { maintenance: 'on' })).status, 422)
})

test('routing, tls and whitelist are as usual, are changed, and say since when', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  const blog = { id: app.id, name: 'blog' }
  const usual = { app: blog, updated_at: null }
  const get = async (topic: string) => (await call('owner', 'GET', `/apps/blog/${topic}`)).body
  assert.deepEqual(await get('routing'), { ...usual, enabled: true })
  assert.deepEqual(await get('tls'), { ...usual, https_enforced: null })
  assert.deepEqual(await get('whitelist'), { ...usual, addresses: [] })

  const changed = { app: blog, updated_at: platform.now().toISOString() }
  const patch = async (topic: string, body: object) => {
    const answer = await call('owner', 'PATCH', `/apps/blog/${topic}`, body)
    assert.equal(answer.status, 200)
    assert.deepEqual(await get(topic), answer.body)
    return answer.body
  }
  assert.deepEqual(await patch('routing', { enabled: false }), { ...changed, enabled: false })
  assert.deepEqual(await patch('tls', { https_enforced: true }), { ...changed, https_enforced: true })
  const added = await patch('whitelist', { add: ['192.0.2.7', '10.1.2.3/8'] })
  assert.deepEqual(added, { ...changed, addresses: ['192.0.2.7', '10.0.0.0/8'] })
  const swapped = await patch('whitelist', { add: ['::1'], remove: ['192.0.2.7'] })
  assert.deepEqual(swapped, { ...changed, addresses: ['10.0.0.0/8', '::1'] })
  assert.equal(platform.router.routings.get(app.id)?.isEnabled, false)
})

const refused: [string, object, number][] = [
  ['routing', {}, 422],
  ['routing', { enabled: 1 }, 422],
  ['tls', { https_enforced: null }, 422],
  ['whitelist', { add: ['zzz'] }, 422],
  ['whitelist', { add: '192.0.2.7' }, 422],
  ['whitelist', { remove: ['zzz'] }, 422],
]
for (const [topic, body, status] of refused) {
  test(`PATCH ${topic} with ${JSON.stringify(body)} is answered ${status}`, async (t) => {
    const { platform, call } = await createTestServer(t)
    await createEmptyApp(platform)
    assert.equal((await call('owner', 'PATCH', `/apps/blog/${topic}`, body)).status, status)
    assert.equal(platform.router.routings.size, 0)
  })
}
