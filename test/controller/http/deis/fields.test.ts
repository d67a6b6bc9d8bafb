import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documented } from '../../../fixtures/deis-contract.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('a field that says nothing is told apart from one that is missing', async (t) => {
  const { call } = await createTestServer(t)
  const login = async (body: object) => {
    const answer = await call('nobody', 'POST', '/v2/auth/login/', body)
    return [answer.status, answer.body]
  }
  const blank = documented('This field may not be blank.')
  assert.deepEqual(await login({ username: '', password: 'x' }), [400, { username: [blank] }])
  assert.deepEqual(await login({ username: 'jim', password: '' }), [400, { password: [blank] }])
  assert.deepEqual(await login({ username: 'jim' }), [400, { password: ['This field is required.'] }])
})
