import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApp } from '../../../../src/controller/deploy/create-app.ts'
import type * as domain from '../../../../src/controller/domain/app.ts'
import type { User } from '../../../../src/controller/domain/user.ts'
import { createDeployedApp, createEmptyApp, listContainers } from '../../../fixtures/deployed-app.ts'
import type { TestPlatform } from '../../../fixtures/platform.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { aCollaboration } from '../../../fixtures/stored.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

interface App {
  id: string
  name: string
  owner: { id: string; email: string }
  git_url: string
  web_url: string
  stack: { name: string }
  slug_size: number | null
  buildpack_provided_description: string | null
  released_at: string
}

test('POST /apps', async (t) => {
  const { call, users } = await createTestServer(t)
  const { status, body } = await call('owner', 'POST', '/apps', { name: 'blog' }, { host: 'qp.example:5005' })
  assert.equal(status, 201)
  assertIsResource('app', body)
  const app = body as App
  assert.deepEqual(
    [app.name, app.owner, app.git_url, app.web_url, app.stack.name, app.slug_size],
    [
      'blog',
      { id: users.owner.id, email: 'owner@example.com' },
      'http://qp.example:5005/blog.git',
      'http://blog.apps.example:8080/',
      'test',
      null,
    ],
  )
})

test('POST /apps without a name makes one up', async (t) => {
  const { call } = await createTestServer(t)
  const { status, body } = await call('owner', 'POST', '/apps', {})
  assert.equal(status, 201)
  assert.match((body as App).name, /^[a-z]+-[a-z]+-\d{5}$/)
})

for (const name of ['blog', 'Blog', 'x', 5, null]) {
  test(`POST /apps with ${JSON.stringify(name)} where blog is taken: 422`, async (t) => {
    const { platform, call } = await createTestServer(t)
    await createEmptyApp(platform)
    const { status, body } = await call('stranger', 'POST', '/apps', { name })
    assert.deepEqual([status, (body as { id: string }).id], [422, 'invalid_params'])
  })
}

test('GET /apps/:app by name and by id, as it was deployed', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app } = await createDeployedApp(platform, { size: 1234 })
  const { status, body } = await call('owner', 'GET', '/apps/blog')
  assert.equal(status, 200)
  assertIsResource('app', body)
  const { stack, slug_size, buildpack_provided_description, released_at } = body as App
  assert.deepEqual(
    [stack.name, slug_size, buildpack_provided_description, released_at],
    ['container', 1234, 'Dockerfile', platform.now().toISOString()],
  )
  assert.deepEqual((await call('owner', 'GET', `/apps/${app.id}`)).body, body)
})

test('GET /apps and /users/~/apps list who sees what', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  await createApp(platform, users.stranger, 'api')
  await createApp(platform, users.admin, 'zoo')
  await befriend(platform, app, users.friend)
  const names = async (who: Parameters<typeof call>[0], path: string) =>
    ((await call(who, 'GET', path)).body as App[]).map((it) => it.name)
  assert.deepEqual(await names('friend', '/apps'), ['blog'])
  assert.deepEqual(await names('stranger', '/apps'), ['api'])
  assert.deepEqual(await names('admin', '/apps'), ['api', 'blog', 'zoo'])
  assert.deepEqual(await names('admin', '/users/~/apps'), ['zoo'])
})

test('GET /apps comes in pages', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  for (const name of ['app-c', 'app-a', 'app-b']) await createApp(platform, users.owner, name)
  const page = async (range: string) => call('owner', 'GET', '/apps', undefined, { range })
  const first = await page('name ..; max=2')
  assert.deepEqual([first.status, (first.body as App[]).map((it) => it.name)], [206, ['app-a', 'app-b']])
  const second = await page(String(first.headers['next-range']))
  assert.deepEqual([second.status, (second.body as App[]).map((it) => it.name)], [200, ['app-c']])
  for (const app of [...(first.body as App[]), ...(second.body as App[])]) assertIsResource('app', app)
})

test('DELETE /apps/:app answers what it was, and it is gone', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createDeployedApp(platform)
  const { status, body } = await call('owner', 'DELETE', '/apps/blog')
  assert.equal(status, 200)
  assertIsResource('app', body)
  assert.deepEqual(listContainers(platform), [])
  assert.equal((await call('owner', 'GET', '/apps/blog')).status, 404)
})

test("an address that is no app's name finds none", async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  for (const name of ['BLOG', 'blog%00', '%2e%2e', "'%20or%201=1--"])
    assert.equal((await call('owner', 'GET', `/apps/${name}`)).status, 404, name)
})

test('PATCH /apps/:app with a name: its owner renames it, and nobody else', async (t) => {
  const { platform, call, users } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  await befriend(platform, app, users.friend)
  assert.equal((await call('friend', 'PATCH', '/apps/blog', { name: 'journal' })).status, 403)
  const { status, body } = await call('owner', 'PATCH', '/apps/blog', { name: 'journal' })
  assert.equal(status, 200)
  assertIsResource('app', body)
  assert.deepEqual(
    [(body as App).name, (body as App).web_url],
    ['journal', 'http://journal.apps.example:8080/'],
  )
  assert.equal((await call('owner', 'GET', '/apps/blog')).status, 404)
})

test('PATCH /apps/:app with nothing new changes nothing', async (t) => {
  const { platform, call, users } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  await befriend(platform, app, users.friend)
  assert.equal((await call('friend', 'PATCH', '/apps/blog', {})).status, 200)
  assert.equal((await call('owner', 'PATCH', '/apps/blog', { name: 'blog' })).status, 200)
  assert.deepEqual(await platform.store.apps.find('blog'), app)
})

async function befriend(platform: TestPlatform, app: domain.App, user: User): Promise<void> {
  await platform.store.collaborators.add(aCollaboration(app, user))
}
