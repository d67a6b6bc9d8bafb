import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setPassword } from '../../../../src/controller/deploy/change-users.ts'
import { assertIsDeis, documented } from '../../../fixtures/deis-contract.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const secret = 'correct horse battery'
const forbidden = { detail: documented('You do not have permission to perform this action.') }

test('who registers has an account, by the name and the address', async (t) => {
  const { platform, call } = await createTestServer(t, { settings: { registration: 'open' } })
  const jim = { username: 'jim', password: secret, email: 'jim@example.com', first_name: 'J' }
  const { status, body } = await call('nobody', 'POST', '/v2/auth/register/', jim)
  assert.equal(status, 201)
  assertIsDeis('user', body)
  const { username, email, is_superuser, is_active } = body as Record<string, unknown>
  assert.deepEqual([username, email, is_superuser, is_active], ['jim', 'jim@example.com', false, true])
  assert.equal((await platform.store.users.find('jim'))?.email, 'jim@example.com')

  const refusal = async (change: object) =>
    (await call('nobody', 'POST', '/v2/auth/register/', { ...jim, ...change })).body
  assert.deepEqual(await refusal({ email: 'j@example.com' }), {
    username: [documented('A user with that username already exists.')],
  })
  assert.deepEqual(await refusal({ username: 'j!' }), {
    username: [
      documented(
        'Enter a valid username. This value may contain only letters, numbers and @/./+/-/_ characters.',
      ),
    ],
  })
  assert.deepEqual(await refusal({ username: 'kim', email: 'kim' }), {
    email: [documented('Enter a valid email address.')],
  })
  const short = (await refusal({ username: 'kim', email: 'k@example.com', password: 'x' })) as object
  assert.deepEqual(Object.keys(short), ['password'])
})

test('where nobody registers by himself, it is refused', async (t) => {
  const { call } = await createTestServer(t, { settings: { registration: 'admin' } })
  const jim = { username: 'jim', password: secret, email: 'jim@example.com' }
  const refused = await call('stranger', 'POST', '/v2/auth/register/', jim)
  assert.deepEqual([refused.status, refused.body], [403, forbidden])
  assert.equal((await call('admin', 'POST', '/v2/auth/register/', jim)).status, 201)
})

test('whoami', async (t) => {
  const { call } = await createTestServer(t)
  const { status, body } = await call('admin', 'GET', '/v2/auth/whoami/')
  assert.equal(status, 200)
  assertIsDeis('user', body)
  const { username, is_superuser, is_staff } = body as Record<string, unknown>
  assert.deepEqual([username, is_superuser, is_staff], ['admin', true, true])
})

test('a password is changed by who knows it, or by an admin', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  await setPassword(platform, users.owner, secret)
  const change = async (who: 'owner' | 'stranger' | 'admin', body: object) => {
    const answer = await call(who, 'POST', '/v2/auth/passwd/', body)
    return [answer.status, answer.body]
  }
  const next = { new_password: 'another long password' }
  assert.deepEqual(await change('owner', {}), [
    400,
    { detail: documented('new_password is a required field') },
  ])
  assert.deepEqual(await change('owner', next), [400, { detail: documented('password is a required field') }])
  assert.deepEqual(await change('owner', { ...next, password: 'wrong' }), [
    401,
    { detail: documented('Current password does not match') },
  ])
  const set = { status: 'password set' }
  assert.deepEqual(await change('owner', { ...next, password: secret, username: 'owner' }), [200, set])
  assert.deepEqual(await change('stranger', { ...next, username: 'owner' }), [403, forbidden])
  assert.deepEqual(await change('admin', { new_password: secret, username: 'owner' }), [200, set])
  assert.deepEqual(await change('owner', { ...next, password: secret }), [200, set])
  assert.deepEqual(await change('admin', { ...next, username: 'none' }), [
    404,
    'No User matches the given query.',
  ])
})

test('a password that is guessed too often is refused for a while, right or wrong', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  await setPassword(platform, users.owner, secret)
  const change = async (password: string) =>
    (await call('owner', 'POST', '/v2/auth/passwd/', { password, new_password: secret })).status
  for (let tries = 0; tries < 10; tries += 1) assert.equal(await change('wrong'), 401)
  assert.equal(await change(secret), 429)
})

test('an account ends by who has it, or by an admin, but not while it owns apps', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const cancel = async (who: 'owner' | 'stranger' | 'friend' | 'admin', body?: object) => {
    const answer = await call(who, 'DELETE', '/v2/auth/cancel/', body)
    return [answer.status, answer.body]
  }
  const still = documented('still has applications assigned. Delete or transfer ownership')
  assert.deepEqual(await cancel('owner'), [409, { detail: `owner ${still}` }])
  assert.deepEqual(await cancel('friend', { username: 'stranger' }), [403, forbidden])
  assert.deepEqual(await cancel('friend', {}), [204, ''])
  assert.deepEqual(await cancel('admin', { username: 'stranger' }), [204, ''])
  assert.equal(await platform.store.users.find(users.stranger.id), undefined)
  assert.equal((await cancel('friend'))[0], 401)
})
