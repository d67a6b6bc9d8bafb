import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const nodes = [
  { name: 'one', tags: { rack: '1' } },
  { name: 'two', tags: { rack: '2' } },
]

test('tags: which the app has, and which nodes match', async (t) => {
  const { platform, call } = await createTestServer(t, { engine: { listNodes: async () => nodes } })
  await createEmptyApp(platform)
  const none = { tags: {}, nodes: nodes.map((it) => ({ ...it, matches: true })) }
  assert.deepEqual((await call('owner', 'GET', '/apps/blog/tags')).body, none)
  const set = await call('owner', 'PATCH', '/apps/blog/tags', { rack: '2' })
  const matching = [
    { ...nodes[0], matches: false },
    { ...nodes[1], matches: true },
  ]
  assert.deepEqual([set.status, set.body], [200, { tags: { rack: '2' }, nodes: matching }])
  const refused = await call('owner', 'PATCH', '/apps/blog/tags', { rack: '3' })
  assert.deepEqual([refused.status, (refused.body as { id: string }).id], [409, 'conflict'])
  assert.equal((await call('owner', 'PATCH', '/apps/blog/tags', { rack: 3 })).status, 422)
  assert.deepEqual((await call('owner', 'PATCH', '/apps/blog/tags', { rack: null })).body, none)
})

test('labels: apps are found by them', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { user } = await createEmptyApp(platform)
  assert.deepEqual((await call('owner', 'GET', '/apps/blog/labels')).body, {})
  const set = await call('owner', 'PATCH', '/apps/blog/labels', { team: 'frontend', url: 'https://a/?b=c' })
  assert.deepEqual([set.status, set.body], [200, { team: 'frontend', url: 'https://a/?b=c' }])
  assert.equal((await call('owner', 'PATCH', '/apps/blog/labels', { 'a b': '1' })).status, 422)
  const found = async (label: string) => {
    const query = `?label=${encodeURIComponent(label)}`
    const names = async (path: string) =>
      ((await call('owner', 'GET', path + query)).body as { name: string }[]).map((it) => it.name)
    assert.deepEqual(await names('/apps'), await names('/users/~/apps'))
    return names('/apps')
  }
  assert.equal(user.email, 'owner@example.com')
  assert.deepEqual(await found('team'), ['blog'])
  assert.deepEqual(await found('team=frontend'), ['blog'])
  assert.deepEqual(await found('url=https://a/?b=c'), ['blog'])
  assert.deepEqual(await found('team=backend'), [])
  assert.deepEqual(await found('tea'), [])
})
