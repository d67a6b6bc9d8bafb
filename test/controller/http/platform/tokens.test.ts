import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createOAuthServer } from '../../../fixtures/oauth.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'

interface Tokens {
  id: string
  access_token: { token: string; expires_in: number }
  refresh_token: { token: string }
  authorization: { id: string }
  user: { id: string }
}

test('a code becomes tokens, which are refreshed, by the words of the Platform API', async (t) => {
  const { call, secret, allow, users } = await createOAuthServer(t)
  const made = await call('nobody', 'POST', '/oauth/tokens', {
    grant: { type: 'authorization_code', code: await allow() },
    client: { secret },
    refresh_token: { token: null },
  })
  assert.deepEqual([made.status, made.headers['cache-control']], [201, 'no-store'])
  assertIsResource('oauth-token', made.body)
  const { access_token, refresh_token, authorization, user } = made.body as Tokens
  assert.deepEqual([access_token.expires_in, user.id], [28800, users.friend.id])
  const refreshed = await call('nobody', 'POST', '/oauth/tokens', {
    grant: { type: 'refresh_token' },
    client: { secret },
    refresh_token: { token: refresh_token.token },
  })
  assert.equal(refreshed.status, 201)
  assertIsResource('oauth-token', refreshed.body)
  const second = refreshed.body as Tokens
  assert.equal(second.authorization.id, authorization.id)
  const ask = async (token: string) =>
    (await call('nobody', 'GET', '/account', undefined, { authorization: `Bearer ${token}` })).status
  assert.deepEqual([await ask(access_token.token), await ask(second.access_token.token)], [401, 200])
  assert.equal((await call('owner', 'DELETE', `/oauth/tokens/${second.id}`)).status, 404)
  assert.equal((await call('friend', 'DELETE', `/oauth/tokens/${second.id}`)).status, 204)
  assert.equal(await ask(second.access_token.token), 401)
})

test('what is refused is refused by ids of the Platform API', async (t) => {
  const { call, secret } = await createOAuthServer(t)
  const create = async (body: object) => {
    const { status, body: answer } = await call('nobody', 'POST', '/oauth/tokens', body)
    return [status, (answer as { id: string }).id]
  }
  const grant = { type: 'authorization_code', code: 'qp-none' }
  assert.deepEqual(await create({ grant, client: { secret: 'wrong' } }), [401, 'unauthorized'])
  assert.deepEqual(await create({ grant, client: { secret } }), [422, 'invalid_params'])
  assert.deepEqual(await create({ grant }), [422, 'invalid_params'])
})
