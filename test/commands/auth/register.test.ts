import assert from 'node:assert/strict'
import { test } from 'node:test'
import AuthRegister from '../../../src/commands/auth/register.ts'
import { fileTokenStore } from '../../../src/lib/credentials.ts'
import { readProfiles } from '../../../src/lib/profiles.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { versionHeaders } from '../../fixtures/deis-requests.ts'
import { aDeisUser } from '../../fixtures/deis-resources.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { anAccount } from '../../fixtures/resources.ts'
import { runCommand, stubUrl, tempPlace } from '../../fixtures/run-command.ts'
import { stubController, stubDialect } from '../../fixtures/stub-controller.ts'

testRefusals(AuthRegister, 'auth:register', [
  {
    argv: [],
    stderr:
      'Error: Missing 1 required arg:\ncontroller  address of the controller\nAdd --help to see what it takes.\n',
  },
  {
    argv: [stubUrl],
    stderr: 'Error: there is no terminal to ask for an email address in. Add --email EMAIL.\n',
  },
  {
    argv: [stubUrl, '--email', 'ann@example.com'],
    stderr: 'Error: there is no terminal to ask for a password in. Add --password-file FILE.\n',
  },
  {
    argv: [stubUrl, '--ssl-verify=false'],
    stderr:
      'Error: certificates are always checked. --ca-file FILE says whom to trust in place of the usual.\n',
  },
])

const noEnv = { QP_URL: undefined, QP_API_KEY: undefined }
const ann = anAccount({ email: 'ann@example.com' })
const login = { email: 'ann@example.com', password: 'correct horse' }

test('qp auth:register makes an account without any token, and logs in to it', async (t) => {
  const place = await tempPlace(t)
  stubDialect(t)
  stubController(t, { token: null }).post('/account', login).reply(201, ann)
  const basic = Buffer.from('ann@example.com:correct horse').toString('base64')
  stubController(t, { authorization: `Basic ${basic}` })
    .post('/oauth/authorizations')
    .reply(201, { access_token: { token: 'fresh' } })
  stubController(t, { token: 'fresh' }).get('/account').reply(200, ann)
  const argv = [stubUrl, '--username', 'ann@example.com', '--password-file', '-', '--json']
  const options = { place, env: noEnv, terminal: { input: 'correct horse\n' } }
  const { stdout, stderr, exitCode } = await runCommand(t, AuthRegister, argv, options)
  assert.equal(exitCode, 0, stderr)
  assertIsJsonAnswer('auth:register', stdout)
  assert.equal(stderr, `Registering ann@example.com... done\nLogged in to ${stubUrl} as ann@example.com\n`)
  assert.equal(await fileTokenStore(place.configDir).find(stubUrl), 'fresh')
})

test('qp auth:register asks as who is logged in, and logs nobody in where that is not wanted', async (t) => {
  const place = await tempPlace(t)
  const store = fileTokenStore(place.configDir)
  await store.save(stubUrl, 'of-an-admin')
  stubDialect(t)
  stubController(t, { token: 'of-an-admin' }).post('/account', login).reply(201, ann)
  const argv = [stubUrl, '--email', 'ann@example.com', '--password', 'correct horse', '--login=false']
  const { stderr, exitCode } = await runCommand(t, AuthRegister, argv, { place, env: noEnv })
  assert.equal(exitCode, 0)
  assert.match(stderr, /^Others on this machine can see.*\nRegistering ann@example\.com\.\.\. done\n$/)
  assert.equal(await store.find(stubUrl), 'of-an-admin')
})

test('qp auth:register says why it is not let', async (t) => {
  stubDialect(t)
  stubController(t, { token: null })
    .post('/account')
    .reply(403, { id: 'forbidden', message: 'Nobody registers here by himself.' })
  const argv = [stubUrl, '--email', 'ann@example.com', '--password-file', '-']
  const result = await runCommand(t, AuthRegister, argv, { env: noEnv, terminal: { input: 'x' } })
  assert.deepEqual(result, {
    stdout: '',
    stderr: 'Registering ann@example.com... failed\nError: Nobody registers here by himself.\n',
    exitCode: 1,
  })
})

test('qp auth:register has a Deis controller know the name and the address, and keeps the login by its --name', async (t) => {
  const place = await tempPlace(t)
  const jim = { username: 'jim', password: 'correct horse', email: 'jim@example.com' }
  const nobody = stubController(t, { token: null })
  nobody.post('/v2/auth/register/', jim).reply(201, aDeisUser({ username: 'jim' }), versionHeaders.v2)
  nobody
    .post('/v2/auth/login/', { username: 'jim', password: 'correct horse' })
    .reply(200, { token: 'fresh' }, versionHeaders.v2)
  stubController(t, { authorization: 'token fresh' })
    .get('/v2/auth/whoami/')
    .reply(200, aDeisUser({ username: 'jim' }), versionHeaders.v2)
  const argv = [stubUrl, '--dialect', 'deis', '--name', 'legacy', '--username', 'jim', '--email', jim.email]
  const options = { place, env: noEnv, terminal: { input: 'correct horse\n' } }
  const { stderr, exitCode } = await runCommand(t, AuthRegister, [...argv, '--password-file', '-'], options)
  assert.equal(exitCode, 0, stderr)
  assert.match(stderr, /^Registering jim\.\.\. done\nLogged in to .* as jim\n/)
  assert.equal((await readProfiles(place.configDir)).current, 'legacy')
})
