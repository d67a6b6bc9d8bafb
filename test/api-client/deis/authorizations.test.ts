import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deisUrl, stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

const login = { email: 'jim', password: 'secret' }

test('a login sends name and password, and no token', async (t) => {
  stubController(t, { url: deisUrl, token: null })
    .post('/v2/auth/login/', { username: 'jim', password: 'secret' })
    .reply(200, { token: 'theirs' })
  const authorization = await stubbedDeis().authorizations.create({}, login)
  assert.partialDeepStrictEqual(authorization, {
    access_token: { token: 'theirs', expires_in: null },
    user: { email: 'jim' },
  })
})

test('a wrong password is no login, as everywhere', async (t) => {
  stubController(t, { url: deisUrl, token: null })
    .post('/v2/auth/login/')
    .reply(400, { non_field_errors: ['Unable to log in with provided credentials.'] })
  await assert.rejects(stubbedDeis().authorizations.create({}, login), {
    name: 'ApiError',
    status: 401,
    code: 'unauthorized',
    message: 'The user name or the password is wrong.',
  })
})

test('who asks for a token that expires is told that it does not', async (t) => {
  stubController(t, { url: deisUrl, token: null }).post('/v2/auth/login/').reply(200, { token: 'theirs' })
  const warnings: string[] = []
  await stubbedDeis('v2', warnings).authorizations.create({ expires_in: 60 }, login)
  assert.match(warnings.join(), /^The token does not expire/)
})

testDeisRequests([
  {
    name: 'authorizations.rotate',
    call: (api) => api.authorizations.rotate('~'),
    exchanges: [{ method: 'POST', path: '/auth/tokens/', body: {}, answer: { token: 'another' } }],
    result: { access_token: { token: 'another' } },
  },
  {
    name: 'authorizations.revoke',
    call: (api) => api.authorizations.revoke('~'),
    exchanges: [{ method: 'DELETE', path: '/auth/tokens/', status: 204, answer: '' }],
  },
])

for (const [status, answer] of [
  [405, { detail: 'Method "DELETE" not allowed.' }],
  [404, '<h1>Not Found</h1>'],
] as const)
  test(`a controller that answers ${status} has no way to end a token`, async (t) => {
    stubDeis(t, [{ method: 'DELETE', path: '/auth/tokens/', status, answer }])
    await assert.rejects(stubbedDeis().authorizations.revoke('~'), {
      code: 'not_supported',
      message: /is a Deis controller \(API 2\.3\), which has no way to end a token: /,
    })
  })

test('what one token for each user leaves no room for is refused', async (t) => {
  stubDeis(t, [])
  const { authorizations, oauthSessions } = stubbedDeis()
  const refused = [
    () => authorizations.create({}),
    () => authorizations.create({ scope: ['read'] }, login),
    () => authorizations.list(),
    () => authorizations.get('~'),
    () => authorizations.update('~', { description: 'x' }),
    () => authorizations.revoke('other'),
    () => authorizations.rotate('other'),
    () => oauthSessions.list(),
    () => oauthSessions.end('x'),
  ]
  for (const call of refused) await assert.rejects(call, { code: 'not_supported' }, String(call))
})
