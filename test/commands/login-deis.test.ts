import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import nock from 'nock'
import AuthRegister from '../../src/commands/auth/register.ts'
import AuthWhoami from '../../src/commands/auth/whoami.ts'
import Login from '../../src/commands/login.ts'
import Logout from '../../src/commands/logout.ts'
import { fileTokenStore } from '../../src/lib/credentials.ts'
import { readProfiles, saveProfile } from '../../src/lib/profiles.ts'
import { deisToken, deisUrl, stubDeis, versionHeaders } from '../fixtures/deis-requests.ts'
import { aDeisUser } from '../fixtures/deis-resources.ts'
import { assertIsJsonAnswer } from '../fixtures/json-answer.ts'
import { runCommand, tempPlace } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'

const noEnv = { QP_URL: undefined, QP_API_KEY: undefined }
const jim = aDeisUser({ username: 'jim' })
const login = { username: 'jim', password: 'secret' }
const refused = '{"detail":"Authentication credentials were not provided."}'

test('qp login finds out that it is Deis, and remembers it with the username', async (t) => {
  const place = await tempPlace(t)
  stubAnonymous(t, [
    ['GET', '/account', 404, '<h1>Not Found</h1>'],
    ['GET', '/v2/', 401, refused],
  ])
  stubAnonymous(t, [['POST', '/v2/auth/login/', 200, JSON.stringify({ token: deisToken }), login]])
  stubDeis(t, [{ method: 'GET', path: '/auth/whoami/', answer: jim }])
  const argv = [deisUrl, '--username', 'jim', '--password-file', '-', '--name', 'legacy', '--json']
  const { stdout, stderr } = await runCommand(t, Login, argv, {
    place,
    env: noEnv,
    terminal: { input: 'secret' },
  })
  assert.equal(stderr, `Logged in to ${deisUrl} as jim\n`)
  assertIsJsonAnswer('login', stdout)
  const profile = {
    name: 'legacy',
    url: deisUrl,
    email: 'jim',
    username: 'jim',
    dialect: 'deis',
    isTokenOurs: true,
  }
  assert.deepEqual(JSON.parse(stdout), profile)
  assert.deepEqual((await readProfiles(place.configDir)).all, [profile])
  assert.equal(await fileTokenStore(place.configDir).find(deisUrl), deisToken)
  assert.throws(() =>
    execFileSync('git', ['config', '--global', '--list'], { env: place.env, stdio: 'ignore' }),
  )
})

test('qp login --dialect asks nobody what it speaks', async (t) => {
  const place = await tempPlace(t)
  stubDeis(t, [{ method: 'GET', path: '/auth/whoami/', answer: jim }])
  const argv = [deisUrl, '--token-file', '-', '--dialect', 'deis']
  const result = await runCommand(t, Login, argv, { place, env: noEnv, terminal: { input: deisToken } })
  assert.deepEqual(result, { stdout: '', stderr: `Logged in to ${deisUrl} as jim\n`, exitCode: 0 })
})

test('qp login to Deis v1, which tells nobody who they are, remembers the name that was typed', async (t) => {
  const place = await tempPlace(t)
  stubAnonymous(t, [['POST', '/v1/auth/login/', 200, JSON.stringify({ token: deisToken }), login]])
  stubDeis(
    t,
    [
      { method: 'GET', path: '/auth/whoami/', status: 404, answer: '<h1>Not Found</h1>' },
      {
        method: 'GET',
        path: '/keys/?page_size=1',
        answer: { count: 0, next: null, previous: null, results: [] },
      },
    ],
    'v1',
  )
  const argv = [deisUrl, '--username', 'jim', '--password-file', '-', '--dialect', 'deis-v1']
  const options = { place, env: noEnv, terminal: { input: 'secret' } }
  assert.equal((await runCommand(t, Login, argv, options)).stderr, `Logged in to ${deisUrl} as jim\n`)
})

test('qp login says of a wrong password what Deis does', async (t) => {
  const place = await tempPlace(t)
  const answer = '{"non_field_errors":["Unable to log in with provided credentials."]}'
  stubAnonymous(t, [['POST', '/v2/auth/login/', 400, answer]])
  const argv = [deisUrl, '--username', 'jim', '--password-file', '-', '--dialect', 'deis']
  const options = { place, env: noEnv, terminal: { input: 'wrong' } }
  const { stderr, exitCode } = await runCommand(t, Login, argv, options)
  assert.equal(stderr, 'Error: The user name or the password is wrong.\n`qp login URL` logs you in.\n')
  assert.equal(exitCode, 4)
  assert.deepEqual((await readProfiles(place.configDir)).all, [])
})

const endings = [
  {
    by: 'a Deis controller, which can not end its token',
    isTokenOurs: true,
    status: 405,
    says: /^The token could not be revoked and stays valid: http:\/\/deis\.example\.test is a Deis controller .* no way to end a token: .*`qp auth:regenerate` .*\nLogged out of /,
  },
  {
    by: "qp's own, which ends the token of the login",
    isTokenOurs: true,
    status: 204,
    says: /^Logged out of \S+\n$/,
  },
  {
    by: 'either, and leaves a token that was given',
    isTokenOurs: false,
    status: undefined,
    says: /^Logged out of \S+\n$/,
  },
]
for (const { by, isTokenOurs, status, says } of endings)
  test(`qp logout forgets ${by}`, async (t) => {
    const place = await tempPlace(t)
    stubController(t)
    if (status !== undefined)
      stubDeis(t, [
        {
          method: 'DELETE',
          path: '/auth/tokens/',
          status,
          answer: status === 204 ? '' : { detail: 'Method "DELETE" not allowed.' },
        },
      ])
    await saveProfile(place.configDir, {
      name: 'legacy',
      url: deisUrl,
      email: 'jim',
      dialect: 'deis',
      isTokenOurs,
    })
    await fileTokenStore(place.configDir).save(deisUrl, deisToken)
    const { stderr } = await runCommand(t, Logout, [], { place, env: noEnv })
    assert.match(stderr, says)
    assert.equal(await fileTokenStore(place.configDir).find(deisUrl), undefined)
    assert.deepEqual((await readProfiles(place.configDir)).all, [])
  })

test('qp auth:register on Deis is by username, and logs in', async (t) => {
  const place = await tempPlace(t)
  stubAnonymous(t, [
    ['POST', '/v2/auth/register/', 201, JSON.stringify(jim), { ...login, email: 'jim@example.com' }],
    ['POST', '/v2/auth/login/', 200, JSON.stringify({ token: deisToken }), login],
  ])
  stubDeis(t, [{ method: 'GET', path: '/auth/whoami/', answer: jim }])
  const argv = [
    deisUrl,
    '--username',
    'jim',
    '--email',
    'jim@example.com',
    '--password-file',
    '-',
    '--dialect',
    'deis',
  ]
  const { stderr } = await runCommand(t, AuthRegister, argv, {
    place,
    env: noEnv,
    terminal: { input: 'secret' },
  })
  assert.equal(stderr, `Registering jim... done\nLogged in to ${deisUrl} as jim\n`)
})

test('qp auth:whoami is by the environment alone too', async (t) => {
  stubDeis(t, [{ method: 'GET', path: '/auth/whoami/', answer: jim }])
  const env = { QP_URL: deisUrl, QP_API_KEY: deisToken, QP_DIALECT: 'deis' }
  assert.deepEqual(await runCommand(t, AuthWhoami, [], { env }), { stdout: 'jim\n', stderr: '', exitCode: 0 })
})

test('qp login asks nobody what a controller speaks where QP_DIALECT says it', async (t) => {
  const place = await tempPlace(t)
  stubAnonymous(t, [['POST', '/v2/auth/login/', 200, JSON.stringify({ token: deisToken }), login]])
  stubDeis(t, [{ method: 'GET', path: '/auth/whoami/', answer: jim }])
  const argv = [deisUrl, '--username', 'jim', '--password-file', '-']
  const options = { place, env: { ...noEnv, QP_DIALECT: 'deis' }, terminal: { input: 'secret' } }
  await runCommand(t, Login, argv, options)
  assert.equal((await readProfiles(place.configDir)).all[0]?.dialect, 'deis')
})

type Exchange = [method: string, path: string, status: number, answer: string, body?: object]

/** Without any token. */
function stubAnonymous(t: TestContext, exchanges: readonly Exchange[]): void {
  stubController(t)
  const scope = nock(deisUrl, { badheaders: ['authorization'] })
  for (const [method, path, status, answer, body] of exchanges)
    scope
      .intercept(path, method, body as nock.RequestBodyMatcher)
      .reply(status, answer, versionHeaders[path.startsWith('/v1/') ? 'v1' : 'v2'])
}
