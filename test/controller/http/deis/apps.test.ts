import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { createApp } from '../../../../src/controller/deploy/create-app.ts'
import { assertIsDeis, assertIsDeisPage, documented } from '../../../fixtures/deis-contract.ts'
import { createDeployedApp, createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('apps are listed to who may see them', async (t) => {
  const { call, platform } = await createTestServer(t)
  await createEmptyApp(platform)
  const seen = async (who: 'owner' | 'stranger' | 'admin') =>
    assertIsDeisPage('app', (await call(who, 'GET', '/v2/apps/')).body).map((it) => it['id'])
  assert.deepEqual(
    [await seen('owner'), await seen('stranger'), await seen('admin')],
    [['blog'], [], ['blog']],
  )
})

test('for a list of many apps the store is asked no more often than for one', async (t) => {
  const { call, platform, users } = await createTestServer(t)
  await createDeployedApp(platform)
  const asked = t.mock.method(DatabaseSync.prototype, 'prepare')
  const list = async () => {
    asked.mock.resetCalls()
    const apps = assertIsDeisPage('app', (await call('owner', 'GET', '/v2/apps/')).body)
    return { structures: apps.map((it) => [it['id'], it['structure']]), questions: asked.mock.callCount() }
  }
  const one = await list()
  for (const name of ['cellar', 'shop', 'zoo']) await createApp(platform, users.owner, name)
  const many = await list()
  const none = ['cellar', 'shop', 'zoo'].map((name) => [name, {}])
  assert.deepEqual(one.structures, [['blog', { web: 1 }]])
  assert.deepEqual(many, { structures: [...one.structures, ...none], questions: one.questions })
})

test('an app is made under a name, or under one that is made up', async (t) => {
  const { call } = await createTestServer(t)
  const { status, body } = await call('owner', 'POST', '/v2/apps/', { id: 'shop' })
  assert.equal(status, 201)
  assertIsDeis('app', body)
  const { id, owner, structure } = body as Record<string, unknown>
  assert.deepEqual([id, owner, structure], ['shop', 'owner', {}])
  assert.deepEqual((await call('owner', 'GET', '/v2/apps/shop/')).body, body)
  for (const none of [undefined, {}, { id: null }])
    assert.equal((await call('owner', 'POST', '/v2/apps/', none)).status, 201)
  const taken = await call('stranger', 'POST', '/v2/apps/', { id: 'shop' })
  assert.deepEqual(
    [taken.status, taken.body],
    [400, { id: [documented('Application with this id already exists.')] }],
  )
  const bad = await call('owner', 'POST', '/v2/apps/', { id: 'Shop_' })
  assert.deepEqual([bad.status, Object.keys(bad.body as object)], [400, ['id']])
})

test('an app shows how many of what it runs', async (t) => {
  const { call, platform } = await createTestServer(t)
  await createDeployedApp(platform, { processTypes: { web: 'serve', worker: 'work' } })
  const { structure, procfile_structure } = (await call('owner', 'GET', '/v2/apps/blog/')).body as Record<
    string,
    unknown
  >
  assert.deepEqual(structure, { web: 1, worker: 0 })
  assert.deepEqual(procfile_structure, { web: 'serve', worker: 'work' })
})

test('an app is given away by its owner', async (t) => {
  const { call, platform } = await createTestServer(t)
  await createEmptyApp(platform)
  const give = async (body: object) => {
    const answer = await call('owner', 'POST', '/v2/apps/blog/', body)
    return [answer.status, answer.body]
  }
  assert.deepEqual(await give({}), [400, { owner: ['This field is required.'] }])
  assert.deepEqual(await give({ owner: 'none' }), [404, 'No User matches the given query.'])
  assert.deepEqual(await give({ owner: 'friend' }), [200, ''])
  assert.equal(((await call('friend', 'GET', '/v2/apps/blog/')).body as { owner: string }).owner, 'friend')
  assert.equal((await give({ owner: 'owner' }))[0], 403)
})

test('an app is destroyed', async (t) => {
  const { call, platform } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  const { status, body } = await call('owner', 'DELETE', '/v2/apps/blog/')
  assert.deepEqual([status, body], [204, ''])
  assert.equal(await platform.store.apps.find(app.id), undefined)
  const gone = await call('owner', 'GET', '/v2/apps/blog/')
  assert.deepEqual([gone.status, gone.body], [404, documented('No App matches the given query.')])
})
