import assert from 'node:assert/strict'
import { test } from 'node:test'
import AuthRegenerate from '../../../src/commands/auth/regenerate.ts'
import { fileTokenStore } from '../../../src/lib/credentials.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAccount, anAuthorization } from '../../fixtures/resources.ts'
import { runCommand, stubUrl, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

testRefusals(AuthRegenerate, 'auth:regenerate', [
  {
    argv: ['--all', '-u', 'ann@example.com'],
    stderr:
      'Error: --username=ann@example.com cannot also be provided when using --all\nAdd --help to see what it takes.\n',
  },
])

const rotated = anAuthorization('a1', { access_token: { id: 'a1', token: 'qp-new', expires_in: null } })
const path = '/oauth/authorizations/~/actions/regenerate-tokens'
const ann = anAccount({ id: 'user-ann', email: 'ann@example.com' })

testAnswers(AuthRegenerate, 'auth:regenerate', [
  {
    argv: [],
    name: 'shows the token where only its user can put it: in QP_API_KEY',
    stub: (api) => {
      api.get('/account').reply(200, anAccount())
      api.post(path).reply(200, rotated)
    },
    stdout: 'qp-new\n',
    stderr: 'Regenerating the tokens of mia@example.com... done\n',
  },
  {
    argv: ['--username', 'ann@example.com', '--json'],
    stub: (api) => {
      api.get('/account').reply(200, anAccount())
      api.post('/users/actions/revoke-tokens', { user: 'ann@example.com' }).reply(200, [ann])
    },
    stdout: JSON.stringify({ url: stubUrl, users: ['ann@example.com'], token: null }, null, 2) + '\n',
    stderr: 'Regenerating the tokens of ann@example.com... done\n',
  },
  {
    argv: ['--all', '--json'],
    stub: (api) => {
      api.get('/account').reply(200, anAccount())
      api.post('/users/actions/revoke-tokens', {}).reply(200, [anAccount(), ann])
      api.post(path).reply(200, rotated)
    },
    stdout:
      JSON.stringify(
        { url: stubUrl, users: ['mia@example.com', 'ann@example.com'], token: 'qp-new' },
        null,
        2,
      ) + '\n',
    stderr: 'Regenerating the tokens of everybody... done\n',
  },
])

test('qp auth:regenerate remembers the token where the one before was, and shows none', async (t) => {
  const place = await tempPlace(t)
  const store = fileTokenStore(place.configDir)
  await store.save(stubUrl, 'qp-old')
  const api = stubController(t, { token: 'qp-old' })
  api.get('/account').reply(200, anAccount())
  api.post(path).reply(200, rotated)
  const { stdout, stderr } = await runCommand(t, AuthRegenerate, [], {
    place,
    env: { QP_API_KEY: undefined },
  })
  assert.deepEqual([stdout, stderr], ['', 'Regenerating the tokens of mia@example.com... done\n'])
  assert.equal(await store.find(stubUrl), 'qp-new')
})
