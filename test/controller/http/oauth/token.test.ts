import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import {
  createClient,
  destroyClient,
  rotateClient,
} from '../../../../src/controller/deploy/change-clients.ts'
import { callback, createOAuthServer, type OAuthServer } from '../../../fixtures/oauth.ts'
import type { Answer } from '../../../fixtures/test-server.ts'

interface Tokens {
  access_token: string
  token_type: string
  expires_in: number
  refresh_token: string
  scope: string
  user_id: string
}

const basic = (name: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
})

const byCode = (code: string) => ({ grant_type: 'authorization_code', code })

async function exchange({ post, client, secret, allow }: OAuthServer, scope: string): Promise<Tokens> {
  const { status, body } = await post(
    '/oauth/token',
    byCode(await allow({ scope })),
    basic(client.id, secret),
  )
  assert.equal(status, 200)
  return body as Tokens
}

async function statusOf({ call }: OAuthServer, token: string, method = 'GET', path = '/account') {
  return (await call('nobody', method, path, undefined, { authorization: `Bearer ${token}` })).status
}

function refused({ status, body }: Answer): [number, unknown] {
  return [status, (body as { error: unknown }).error]
}

test('a code becomes tokens for what was allowed and no more', async (t) => {
  const server = await createOAuthServer(t)
  const { post, client, secret, allow, users, call } = server
  const { status, headers, body } = await post('/oauth/token', {
    ...byCode(await allow({ scope: 'identity read' })),
    client_id: client.id,
    client_secret: secret,
    redirect_uri: callback,
  })
  const { access_token, refresh_token, ...rest } = body as Tokens
  assert.deepEqual([status, headers['cache-control']], [200, 'no-store'])
  const { id: user_id, email } = users.friend
  assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 28800, scope: 'identity read', user_id })
  assert.notEqual(access_token, refresh_token)
  const bearer = { authorization: `Bearer ${access_token}` }
  const account = await call('nobody', 'GET', '/account', undefined, bearer)
  assert.equal((account.body as { email: string }).email, email)
  assert.equal(await statusOf(server, access_token, 'POST', '/apps'), 403)
  assert.equal(await statusOf(server, refresh_token), 401)
})

test("without a client_id the secret is enough, as on Heroku; another's id is not", async (t) => {
  const { post, secret, allow } = await createOAuthServer(t)
  const code = await allow()
  const refusal = await post('/oauth/token', { ...byCode(code), client_id: 'x', client_secret: secret })
  assert.deepEqual(refused(refusal), [401, 'invalid_client'])
  assert.equal((await post('/oauth/token', { ...byCode(code), client_secret: secret })).status, 200)
})

test('what a library encodes before it sends it is decoded', async (t) => {
  const { post, client, secret, allow } = await createOAuthServer(t)
  const encode = (text: string) =>
    text.replace(/[-_]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`)
  const login = basic(encode(client.id), encode(secret))
  assert.equal((await post('/oauth/token', byCode(await allow()), login)).status, 200)
})

test('a refresh token gets another access token; the one before is refused', async (t) => {
  const server = await createOAuthServer(t)
  const { post, client, secret, platform } = server
  const first = await exchange(server, 'read')
  platform.clock.at = new Date(platform.clock.at.getTime() + 28_800_000)
  assert.equal(await statusOf(server, first.access_token), 401)
  const form = { grant_type: 'refresh_token', refresh_token: first.refresh_token }
  const { status, body } = await post('/oauth/token', form, basic(client.id, secret))
  const second = body as Tokens
  assert.deepEqual(
    [status, second.expires_in, second.scope, second.refresh_token],
    [200, 28800, 'read', first.refresh_token],
  )
  assert.equal(await statusOf(server, second.access_token), 200)
  const third = (await post('/oauth/token', form, basic(client.id, secret))).body as Tokens
  assert.equal(await statusOf(server, second.access_token), 401)
  assert.equal(await statusOf(server, third.access_token), 200)
})

test('a code that comes again takes back what it gave', async (t) => {
  const server = await createOAuthServer(t)
  const { post, client, secret, allow } = server
  const code = await allow()
  const login = basic(client.id, secret)
  const { access_token, refresh_token } = (await post('/oauth/token', byCode(code), login)).body as Tokens
  assert.equal(await statusOf(server, access_token), 200)
  assert.deepEqual(refused(await post('/oauth/token', byCode(code), login)), [400, 'invalid_grant'])
  assert.equal(await statusOf(server, access_token), 401)
  const form = { grant_type: 'refresh_token', refresh_token }
  assert.deepEqual(refused(await post('/oauth/token', form, login)), [400, 'invalid_grant'])
  assert.deepEqual(refused(await post('/oauth/token', byCode(code), login)), [400, 'invalid_grant'])
})

test('of two who bring a code at once neither keeps what it gave', async (t) => {
  const server = await createOAuthServer(t)
  const { post, client, secret, allow, platform, users } = server
  const form = byCode(await allow())
  const answers = await Promise.all([1, 2].map(() => post('/oauth/token', form, basic(client.id, secret))))
  assert.deepEqual(answers.map((it) => it.status).sort(), [200, 400])
  const left = await platform.store.tokens.listOfUser(users.friend.id)
  assert.deepEqual(
    left.filter((it) => it.clientId !== null),
    [],
  )
})

test('a code expires after five minutes', async (t) => {
  const { post, client, secret, allow, platform } = await createOAuthServer(t)
  const codes = [await allow(), await allow()]
  platform.clock.at = new Date(platform.clock.at.getTime() + 5 * 60_000 - 1)
  const login = basic(client.id, secret)
  assert.equal((await post('/oauth/token', byCode(codes[0] ?? ''), login)).status, 200)
  platform.clock.at = new Date(platform.clock.at.getTime() + 1)
  assert.deepEqual(refused(await post('/oauth/token', byCode(codes[1] ?? ''), login)), [400, 'invalid_grant'])
})

test('a challenge asks for its verifier, and a verifier for its challenge', async (t) => {
  const { post, client, secret, allow } = await createOAuthServer(t)
  const code_verifier = 'v'.repeat(43)
  const code_challenge = createHash('sha256').update(code_verifier).digest('base64url')
  const code = await allow({ code_challenge, code_challenge_method: 'S256' })
  const login = basic(client.id, secret)
  for (const proof of [{}, { code_verifier: 'w'.repeat(43) }, { code_verifier: code_challenge }])
    assert.deepEqual(refused(await post('/oauth/token', { ...byCode(code), ...proof }, login)), [
      400,
      'invalid_grant',
    ])
  assert.equal((await post('/oauth/token', { ...byCode(code), code_verifier }, login)).status, 200)
  const without = { ...byCode(await allow()), code_verifier }
  assert.deepEqual(refused(await post('/oauth/token', without, login)), [400, 'invalid_grant'])
})

test('what is not right is refused, and leaves the code as it is', async (t) => {
  const { post, client, secret, allow, platform, users } = await createOAuthServer(t)
  const code = await allow()
  const right = basic(client.id, secret)
  const other = await createClient(platform, users.stranger, { name: 'Other', redirectUri: callback })
  const others = basic(other.client.id, other.secret)
  for (const [form, login, expected] of [
    [byCode(code), basic(client.id, 'wrong'), [401, 'invalid_client']],
    [byCode(code), basic(client.id, ''), [401, 'invalid_client']],
    [byCode(code), {}, [401, 'invalid_client']],
    [byCode(code), others, [400, 'invalid_grant']],
    [byCode('qp-none'), right, [400, 'invalid_grant']],
    [{ ...byCode(code), redirect_uri: 'https://evil.example.com' }, right, [400, 'invalid_grant']],
    [{ ...byCode(code), client_secret: secret }, right, [400, 'invalid_request']],
    [{ grant_type: 'authorization_code' }, right, [400, 'invalid_request']],
    [{ grant_type: 'refresh_token' }, right, [400, 'invalid_request']],
    [{ code }, right, [400, 'invalid_request']],
    [{ grant_type: 'password', code }, right, [400, 'unsupported_grant_type']],
    [`grant_type=authorization_code&code=${code}&code=${code}`, right, [400, 'invalid_request']],
  ] as const)
    assert.deepEqual(refused(await post('/oauth/token', form, login)), expected, JSON.stringify(form))
  const challenge = await post('/oauth/token', byCode(code), basic(client.id, 'wrong'))
  assert.equal(challenge.headers['www-authenticate'], 'Basic realm="qp"')
  assert.equal((await post('/oauth/token', byCode(code), right)).status, 200)
})

test('a form it must be', async (t) => {
  const { call, secret, allow } = await createOAuthServer(t)
  const body = { ...byCode(await allow()), client_secret: secret }
  assert.deepEqual(refused(await call('nobody', 'POST', '/oauth/token', body)), [400, 'invalid_request'])
})

test("with another secret, only the secret before is refused; a client's end is the end of all", async (t) => {
  const server = await createOAuthServer(t)
  const { post, client, secret, allow, platform } = server
  const seen = { rechecks: 0 }
  platform.sessions.recheck = async () => void seen.rechecks++
  const { access_token, refresh_token } = await exchange(server, 'read')
  const waiting = await allow()
  const rotated = await rotateClient(platform, client)
  const form = { grant_type: 'refresh_token', refresh_token }
  assert.deepEqual(refused(await post('/oauth/token', form, basic(client.id, secret))), [
    401,
    'invalid_client',
  ])
  assert.equal(await statusOf(server, access_token), 200)
  const refreshed = await post('/oauth/token', form, basic(client.id, rotated.secret))
  assert.equal(refreshed.status, 200)
  assert.equal(seen.rechecks, 1)
  await destroyClient(platform, client)
  assert.equal(await statusOf(server, (refreshed.body as Tokens).access_token), 401)
  assert.equal(seen.rechecks, 2)
  assert.deepEqual(refused(await post('/oauth/token', byCode(waiting), basic(client.id, rotated.secret))), [
    401,
    'invalid_client',
  ])
})

test('a failure of ours is told as one, and no more of it', async (t) => {
  const { post, client, secret, platform } = await createOAuthServer(t)
  platform.store.oauthGrants.findByCode = async () => {
    throw new Error('disk full')
  }
  const { status, body } = await post('/oauth/token', byCode('qp-x'), basic(client.id, secret))
  assert.deepEqual(
    [status, body],
    [
      500,
      {
        error: 'server_error',
        error_description: 'Something went wrong in the controller. Its log says what.',
      },
    ],
  )
  assert.equal(platform.complaints[0]?.err?.message, 'disk full')
})
