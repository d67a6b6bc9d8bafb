import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

interface Collaborator {
  role: string
  user: { email: string }
  permissions: { name: string }[]
}

test('an owner lets somebody in, by address or id, and out again', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const see = async () => (await call('friend', 'GET', '/apps/blog')).status
  assert.equal(await see(), 404)
  const added = await call('owner', 'POST', '/apps/blog/collaborators', { user: 'friend@example.com' })
  assert.equal(added.status, 201)
  assertIsResource('collaborator', added.body)
  assert.equal(await see(), 200)

  platform.clock.at = new Date(platform.clock.at.getTime() + 1000)
  await call('owner', 'POST', '/apps/blog/collaborators', { user: users.stranger.id, silent: true })
  const list = (await call('friend', 'GET', '/apps/blog/collaborators')).body as Collaborator[]
  for (const it of list) assertIsResource('collaborator', it)
  assert.deepEqual(
    list.map((it) => [it.user.email, it.role, it.permissions.length]),
    [
      ['owner@example.com', 'owner', 4],
      ['friend@example.com', 'collaborator', 3],
      ['stranger@example.com', 'collaborator', 3],
    ],
  )

  const removed = await call('owner', 'DELETE', '/apps/blog/collaborators/friend@example.com')
  assert.equal(removed.status, 200)
  assertIsResource('collaborator', removed.body)
  assert.equal(await see(), 404)
})

test('an admin joins as the heroku client asks it', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const join = (who: 'friend' | 'admin') =>
    call(who, 'POST', '/teams/apps/blog/collaborators', { user: `${who}@example.com` })
  assert.equal((await join('friend')).status, 404)
  const { status, body } = await join('admin')
  assert.equal(status, 201)
  assertIsResource('collaborator', body)
  assert.equal((body as Collaborator).user.email, 'admin@example.com')
})

test('nobody is let in twice, and the owner never', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const add = (user: string) => call('owner', 'POST', '/apps/blog/collaborators', { user })
  await add('friend@example.com')
  for (const user of ['friend@example.com', 'owner@example.com']) {
    const { status, body } = await add(user)
    assert.deepEqual(
      [status, body],
      [422, { id: 'invalid_params', message: `${user} has access to blog already.` }],
    )
  }
})

test('somebody is let in for some things, and then for others', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const asked = { user: 'friend@example.com', permissions: ['deploy'] }
  const added = await call('owner', 'POST', '/apps/blog/collaborators', asked)
  const names = (body: unknown) => (body as Collaborator).permissions.map((it) => it.name)
  assert.deepEqual(names(added.body), ['view', 'deploy'])
  const stop = async () => (await call('friend', 'DELETE', '/apps/blog/dynos')).status
  assert.equal(await stop(), 403)
  const path = '/apps/blog/collaborators/friend@example.com'
  const changed = await call('owner', 'PATCH', path, { permissions: ['operate', 'manage'] })
  assertIsResource('collaborator', changed.body)
  assert.deepEqual([changed.status, names(changed.body)], [200, ['view', 'operate', 'manage']])
  assert.notEqual(await stop(), 403)
  const refused = await call('owner', 'PATCH', path, { permissions: ['everything'] })
  assert.deepEqual([refused.status, (refused.body as { id: string }).id], [422, 'invalid_params'])
})

test('whoever has manage lets others in, but does not own the app', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  await call('owner', 'POST', '/apps/blog/collaborators', {
    user: 'friend@example.com',
    permissions: ['manage'],
  })
  const added = await call('friend', 'POST', '/apps/blog/collaborators', { user: 'stranger@example.com' })
  assert.equal(added.status, 201)
  const owner = '/apps/blog/collaborators/owner@example.com'
  assert.equal((await call('friend', 'DELETE', owner)).status, 422)
  assert.equal((await call('friend', 'PATCH', owner, { permissions: [] })).status, 422)
  assert.deepEqual(platform.logs.texts(app.id).slice(-2), [
    'app[api]: Add collaborator friend@example.com (view, manage) by user owner@example.com',
    'app[api]: Add collaborator stranger@example.com (view, deploy, operate) by user friend@example.com',
  ])
})

test('who is unknown, or not in, is told of', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const unknown = {
    id: 'not_found',
    message: 'No such user: x@example.com. An admin adds one with `qp users:create x@example.com`.',
  }
  const added = await call('owner', 'POST', '/apps/blog/collaborators', { user: 'x@example.com' })
  assert.deepEqual([added.status, added.body], [404, unknown])
  const removed = await call('owner', 'DELETE', '/apps/blog/collaborators/x@example.com')
  assert.deepEqual(
    [removed.status, removed.body],
    [
      404,
      { ...unknown, message: 'No such user: x@example.com. `qp access -a blog` lists who may work on it.' },
    ],
  )
  const { status, body } = await call('owner', 'DELETE', '/apps/blog/collaborators/friend@example.com')
  const message = 'friend@example.com is no collaborator of blog. `qp access` lists them.'
  assert.deepEqual([status, body], [404, { id: 'not_found', message }])
  const owner = await call('owner', 'DELETE', '/apps/blog/collaborators/owner@example.com')
  assert.deepEqual(
    [owner.status, owner.body],
    [
      422,
      {
        id: 'invalid_params',
        message:
          'owner@example.com owns blog, with every right. `qp apps:transfer EMAIL -a blog` gives it to somebody else.',
      },
    ],
  )
})
