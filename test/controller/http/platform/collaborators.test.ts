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
  assert.deepEqual([removed.status, removed.body], [404, unknown])
  for (const email of ['friend@example.com', 'owner@example.com']) {
    const { status, body } = await call('owner', 'DELETE', `/apps/blog/collaborators/${email}`)
    assert.equal(status, 404)
    const message = `${email} is no collaborator of blog. \`qp access\` lists them.`
    assert.deepEqual(body, { id: 'not_found', message })
  }
})
