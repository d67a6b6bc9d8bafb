import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documented } from '../../../fixtures/deis-contract.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('who is let in works on the app, twice as once, until they go or are sent away', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  const ask = async (...args: Parameters<typeof call>) => {
    const { status, body } = await call(...args)
    return [status, body]
  }
  const path = '/v2/apps/blog/perms/'
  for (const _ of [1, 2])
    assert.deepEqual(await ask('owner', 'POST', path, { username: 'friend' }), [201, ''])
  assert.deepEqual(await ask('friend', 'GET', path), [200, { users: ['friend'] }])
  const collaboration = await platform.store.collaborators.find(app.id, users.friend.id)
  assert.deepEqual(collaboration?.permissions, ['view', 'deploy', 'operate'])

  assert.equal((await ask('friend', 'POST', path, { username: 'stranger' }))[0], 403)
  assert.deepEqual(await ask('owner', 'POST', path, { username: 'none' }), [
    404,
    'No User matches the given query.',
  ])
  assert.deepEqual(await ask('friend', 'DELETE', `${path}friend`), [204, ''])
  const forbidden = { detail: documented('You do not have permission to perform this action.') }
  assert.deepEqual(await ask('owner', 'DELETE', `${path}friend`), [403, forbidden])
  assert.deepEqual(await ask('owner', 'DELETE', `${path}owner`), [403, forbidden])
  assert.deepEqual(await ask('owner', 'GET', path), [200, { users: [] }])
})
