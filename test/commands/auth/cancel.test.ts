import assert from 'node:assert/strict'
import { test } from 'node:test'
import AuthCancel from '../../../src/commands/auth/cancel.ts'
import { fileTokenStore } from '../../../src/lib/credentials.ts'
import { readProfiles, saveProfile } from '../../../src/lib/profiles.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAccount } from '../../fixtures/resources.ts'
import { runCommand, stubUrl, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

testRefusals(AuthCancel, 'auth:cancel', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const ann = anAccount({ email: 'ann@example.com' })
const stderr = (email: string) => `Cancelling the account ${email}... done\n`

testAnswers(AuthCancel, 'auth:cancel', [
  {
    argv: [],
    name: 'does nothing without a word that it is meant',
    stub: (api) => api.get('/account').reply(200, anAccount()),
    stderr: `Error: This removes the account mia@example.com at ${stubUrl}. To proceed, add --confirm mia@example.com.\n`,
    exitCode: 2,
  },
  {
    argv: ['--confirm', 'mia@example.com', '--json'],
    stub: (api) => {
      api.get('/account').reply(200, anAccount())
      api.delete('/account').reply(200, anAccount())
    },
    stdout: JSON.stringify(anAccount(), null, 2) + '\n',
    stderr: stderr('mia@example.com'),
  },
  {
    argv: ['--username', 'ann@example.com', '--yes'],
    name: 'removes another, as an admin',
    stub: (api) => {
      api.get('/account').reply(200, anAccount())
      api.delete('/users/ann%40example.com').reply(200, ann)
    },
    stderr: stderr('ann@example.com'),
  },
  {
    argv: ['--yes'],
    name: 'passes on that it owns apps',
    stub: (api) => {
      api.get('/account').reply(200, anAccount())
      api.delete('/account').reply(409, { id: 'conflict', message: 'mia@example.com owns blog.' })
    },
    stderr: 'Cancelling the account mia@example.com... failed\nError: mia@example.com owns blog.\n',
    exitCode: 1,
  },
])

test('qp auth:cancel --password-file is asked by whose account it is, not by who is logged in', async (t) => {
  stubController(t).get('/account').reply(200, anAccount())
  const basic = Buffer.from('ann@example.com:correct horse').toString('base64')
  stubController(t, { authorization: `Basic ${basic}` })
    .post('/oauth/authorizations', (body) => body.expires_in === 60)
    .reply(201, { access_token: { token: 'for-a-minute' } })
  stubController(t, { token: 'for-a-minute' }).delete('/account').reply(200, ann)
  const argv = ['--username', 'ann@example.com', '--password-file', '-', '--yes']
  const result = await runCommand(t, AuthCancel, argv, { terminal: { input: 'correct horse\n' } })
  assert.deepEqual(result, { stdout: '', stderr: stderr('ann@example.com'), exitCode: 0 })
})

test('qp auth:cancel forgets the login that is gone', async (t) => {
  const place = await tempPlace(t)
  const store = fileTokenStore(place.configDir)
  await store.save(stubUrl, 'mine')
  const profile = { name: 'here', url: stubUrl, email: 'mia@example.com', isTokenOurs: true }
  await saveProfile(place.configDir, profile)
  const api = stubController(t, { token: 'mine' })
  api.get('/account').reply(200, anAccount())
  api.delete('/account').reply(200, anAccount())
  const env = { QP_URL: undefined, QP_API_KEY: undefined }
  assert.equal((await runCommand(t, AuthCancel, ['--yes'], { place, env })).exitCode, 0)
  assert.equal(await store.find(stubUrl), undefined)
  assert.deepEqual((await readProfiles(place.configDir)).all, [])
})
