import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setPassword } from '../../../../src/controller/deploy/change-users.ts'
import { documented } from '../../../fixtures/deis-contract.ts'
import { createTestServer, type TestServer } from '../../../fixtures/test-server.ts'

const secret = 'correct horse battery'

async function whoHas({ call }: TestServer, token: unknown): Promise<unknown> {
  const authorization = `token ${token}`
  const { body } = await call('nobody', 'GET', '/v2/auth/whoami/', undefined, { authorization })
  return (body as { username?: string }).username
}

test('a login is answered a token of 40 digits, which ends with the password', async (t) => {
  const made = await createTestServer(t)
  const { platform, users, call } = made
  await setPassword(platform, users.owner, secret)
  const { status, body } = await call('nobody', 'POST', '/v2/auth/login/', {
    username: 'owner',
    password: secret,
  })
  assert.equal(status, 200)
  assert.deepEqual(Object.keys(body as object), ['token'])
  const { token } = body as { token: string }
  assert.match(token, /^[0-9a-f]{40}$/)
  assert.equal(await whoHas(made, token), 'owner')
  for (const login of [
    { username: 'owner', password: 'wrong' },
    { username: 'nobody', password: secret },
  ]) {
    const refused = await call('nobody', 'POST', '/v2/auth/login/', login)
    assert.deepEqual(
      [refused.status, refused.body],
      [400, { non_field_errors: [documented('Unable to log in with provided credentials.')] }],
    )
  }
  await setPassword(platform, users.owner, 'another long password')
  assert.equal(await whoHas(made, token), undefined)
})

test('a name that is longer than any is refused before it is counted', async (t) => {
  const { call } = await createTestServer(t)
  const login = { username: 'x'.repeat(256), password: secret }
  for (let tries = 0; tries < 11; tries += 1) {
    const { status, body } = await call('nobody', 'POST', '/v2/auth/login/', login)
    assert.equal(status, 400)
    assert.deepEqual(body, { username: ['Ensure this field has no more than 255 characters.'] })
  }
})

test("a token is made anew: one's own, by an admin somebody's or everybody's", async (t) => {
  const made = await createTestServer(t)
  const { platform, users, tokens, call } = made
  for (const user of Object.values(users)) await setPassword(platform, user, secret)
  const renew = async (who: 'owner' | 'friend' | 'admin', body?: object) => {
    const answer = await call(who, 'POST', '/v2/auth/tokens/', body)
    return [answer.status, (answer.body as { token?: string }).token ?? answer.body] as const
  }
  const [status, own] = await renew('owner')
  assert.equal(status, 200)
  assert.match(String(own), /^[0-9a-f]{40}$/)
  assert.deepEqual([await whoHas(made, own), await whoHas(made, tokens.owner)], ['owner', undefined])

  const forbidden = { detail: documented('You do not have permission to perform this action.') }
  assert.deepEqual(await renew('friend', { username: 'owner' }), [403, forbidden])
  assert.deepEqual(await renew('friend', { all: true }), [403, forbidden])
  const [, other] = await renew('admin', { username: 'owner' })
  assert.deepEqual([await whoHas(made, other), await whoHas(made, own)], ['owner', undefined])

  assert.deepEqual(await renew('admin', { all: true }), [200, ''])
  assert.deepEqual(
    [await whoHas(made, other), await whoHas(made, tokens.friend), await whoHas(made, tokens.admin)],
    [undefined, undefined, 'admin'],
  )
})

test('a login ends by itself, and no other with it', async (t) => {
  const made = await createTestServer(t)
  const { platform, users, tokens, call } = made
  await setPassword(platform, users.owner, secret)
  const login = async () => {
    const answer = await call('nobody', 'POST', '/v2/auth/login/', { username: 'owner', password: secret })
    return (answer.body as { token: string }).token
  }
  const [one, other] = [await login(), await login()]
  const authorization = `token ${one}`
  const ended = await call('nobody', 'DELETE', '/v2/auth/tokens/', undefined, { authorization })
  assert.deepEqual([ended.status, ended.body], [204, ''])
  assert.deepEqual(
    [await whoHas(made, one), await whoHas(made, other), await whoHas(made, tokens.friend)],
    [undefined, 'owner', 'friend'],
  )
})
