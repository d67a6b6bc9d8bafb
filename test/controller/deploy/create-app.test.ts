import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApp } from '../../../src/controller/deploy/create-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { aUser } from '../../fixtures/stored.ts'

test('an app begins with v1, a route without dynos and a line in its log', async (t) => {
  const platform = await createTestPlatform(t)
  const user = aUser('owner')
  await platform.store.users.add(user, null)
  const app = await createApp(platform, user, 'blog')
  assert.deepEqual(await platform.store.apps.find('blog'), app)
  assert.equal(app.ownerId, user.id)
  const releases = await platform.store.releases.listOfApp(app.id)
  assert.deepEqual(
    releases.map((it) => [it.version, it.description, it.status, it.slugId, it.config]),
    [[1, 'Initial release', 'succeeded', null, {}]],
  )
  assert.deepEqual(platform.router.routes.get(app.id), {
    appId: app.id,
    appName: 'blog',
    hostnames: ['blog.apps.example'],
    dynos: [],
  })
  assert.deepEqual(platform.logs.texts(app.id), ['app[api]: Initial release by user owner@example.com'])
})

test('without a name one is made up', async (t) => {
  const platform = await createTestPlatform(t)
  const user = aUser('owner')
  await platform.store.users.add(user, null)
  assert.match((await createApp(platform, user)).name, /^[a-z]+-[a-z]+-\d{5}$/)
})

test('a name that is taken or can be none makes nothing', async (t) => {
  const platform = await createTestPlatform(t)
  const user = aUser('owner')
  await platform.store.users.add(user, null)
  await createApp(platform, user, 'blog')
  await assert.rejects(createApp(platform, user, 'blog'), {
    id: 'invalid_params',
    message: 'Name blog is already taken.',
  })
  await assert.rejects(createApp(platform, user, 'Blog'), {
    id: 'invalid_params',
    message: /^Name "Blog" can't/,
  })
  assert.equal((await platform.store.apps.list()).length, 1)
  assert.equal(platform.router.routes.size, 1)
})
