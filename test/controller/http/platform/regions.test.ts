import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('the controller is the one region, and it is that of every app', async (t) => {
  const listNodes = async () => ['one', 'two'].map((name) => ({ name, tags: {} }))
  const { platform, call } = await createTestServer(t, { engine: { listNodes } })
  await createEmptyApp(platform)
  const [region, ...others] = (await call('stranger', 'GET', '/regions')).body as Record<string, unknown>[]
  assert.deepEqual(others, [])
  // The schema knows the names of one provider's regions, and ours is none of them.
  assertIsResource('region', { ...region, provider: { name: 'docker', region: 'us-east-1' } })
  assert.deepEqual([region?.['name'], region?.['locale']], ['local', 'one, two'])
  const app = (await call('owner', 'GET', '/apps/blog')).body as { region: { id: string; name: string } }
  assert.deepEqual(app.region, { id: region?.['id'], name: region?.['name'] })
  for (const name of [app.region.id, app.region.name])
    assert.deepEqual((await call('stranger', 'GET', `/regions/${name}`)).body, region)
  const { status, body } = await call('owner', 'GET', '/regions/us')
  const message = 'No such region: us. A controller is one region, called local; `qp regions` tells of it.'
  assert.deepEqual([status, body], [404, { id: 'not_found', message }])
})

test('an app is made in the one region, and in no other', async (t) => {
  const { call } = await createTestServer(t)
  const make = async (name: string, region: string) =>
    (await call('owner', 'POST', '/apps', { name, region })).status
  assert.equal(await make('shop', 'local'), 201)
  assert.equal(await make('other', 'us'), 404)
  assert.equal((await call('admin', 'GET', '/apps/other')).status, 404)
})
