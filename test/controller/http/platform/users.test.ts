import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getUser, userReference } from '../../../../src/controller/http/platform/users.ts'
import { createTestPlatform } from '../../../fixtures/platform.ts'
import { aUser } from '../../../fixtures/stored.ts'

test('a user by id or address, and how others name them', async (t) => {
  const platform = await createTestPlatform(t)
  const user = aUser('owner')
  await platform.store.users.add(user, 'a hash')
  assert.deepEqual(await getUser(platform, user.id), user)
  assert.deepEqual(await getUser(platform, 'owner@example.com'), user)
  assert.deepEqual(userReference(user), { id: user.id, email: 'owner@example.com' })
  await assert.rejects(getUser(platform, 'x@example.com'), {
    id: 'not_found',
    message: 'No such user: x@example.com. An admin adds one with `qp users:create x@example.com`.',
  })
})
