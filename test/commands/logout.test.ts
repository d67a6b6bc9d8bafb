import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import Login from '../../src/commands/login.ts'
import Logout from '../../src/commands/logout.ts'
import { saveProfile } from '../../src/lib/profiles.ts'
import { testRefusals } from '../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../fixtures/json-answer.ts'
import { anAccount } from '../fixtures/resources.ts'
import { type Place, runCommand, stubUrl, tempPlace } from '../fixtures/run-command.ts'
import { stubController, stubDialect } from '../fixtures/stub-controller.ts'

const noEnv = { QP_URL: undefined, QP_API_KEY: undefined }

testRefusals(Logout, 'logout', [
  {
    argv: ['-c', 'staging'],
    env: noEnv,
    stderr: 'Error: no such controller: staging.\n`qp login URL --name NAME` adds one.\n',
    exitCode: 1,
  },
  {
    argv: [],
    stderr:
      'Error: not logged in to http://qp.test but by QP_API_KEY.\nUnset QP_URL and QP_API_KEY to do without them.\n',
    exitCode: 1,
  },
])

test('qp logout of who is not logged in is done', async (t) => {
  const seen = await runCommand(t, Logout, [], { env: noEnv })
  assert.deepEqual(seen, { stdout: '', stderr: 'Not logged in to any controller.\n', exitCode: 0 })
  const { stdout } = await runCommand(t, Logout, ['--json'], { env: noEnv })
  assertIsJsonAnswer('logout', stdout)
  assert.deepEqual(JSON.parse(stdout), { url: null })
})

test('qp logout leaves nothing of the login, but a token that was given stays valid', async (t) => {
  const place = await loggedIn(t)
  const result = await runCommand(t, Logout, [], { place, env: noEnv })
  assert.deepEqual(result, { stdout: '', stderr: `Logged out of ${stubUrl}\n`, exitCode: 0 })
  await assertForgotten(place)
})

test('qp logout --json tells what is forgotten', async (t) => {
  const place = await loggedIn(t)
  const { stdout } = await runCommand(t, Logout, ['--json'], { place, env: noEnv })
  assertIsJsonAnswer('logout', stdout)
  assert.equal(JSON.parse(stdout).url, stubUrl)
})

test('qp logout revokes a token that the login made', async (t) => {
  const place = await loggedIn(t, { isTokenOurs: true })
  stubController(t, { token: 'one' }).delete('/oauth/authorizations/~').reply(200, {})
  const result = await runCommand(t, Logout, [], { place, env: noEnv })
  assert.deepEqual(result, { stdout: '', stderr: `Logged out of ${stubUrl}\n`, exitCode: 0 })
  await assertForgotten(place)
})

test('qp logout forgets a controller that is gone', async (t) => {
  const place = await loggedIn(t, { isTokenOurs: true })
  stubController(t, { token: 'one' })
    .delete('/oauth/authorizations/~')
    .times(4)
    .replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
  const { stderr, exitCode } = await runCommand(t, Logout, [], { place, env: noEnv })
  assert.equal(
    stderr,
    `The token could not be revoked and stays valid: can't reach ${stubUrl}: nothing listens there.\nLogged out of ${stubUrl}\n`,
  )
  assert.equal(exitCode, 0)
  await assertForgotten(place)
})

async function loggedIn(t: TestContext, { isTokenOurs = false } = {}): Promise<Place> {
  const place = await tempPlace(t)
  stubDialect(t)
  stubController(t, { token: 'one' }).get('/account').reply(200, anAccount())
  const argv = [stubUrl, '--token-file', '-']
  await runCommand(t, Login, argv, { place, env: noEnv, terminal: { input: 'one' } })
  await saveProfile(place.configDir, { name: 'qp.test', url: stubUrl, email: 'mia@example.com', isTokenOurs })
  return place
}

async function assertForgotten({ configDir, cwd, env }: Place): Promise<void> {
  const read = async (name: string) => JSON.parse(await readFile(join(configDir, name), 'utf8'))
  assert.deepEqual(await read('tokens.json'), {})
  assert.deepEqual(await read('controllers.json'), { controllers: [] })
  assert.equal(execFileSync('git', ['config', '--global', '--list'], { cwd, env, encoding: 'utf8' }), '')
  assert.equal(await readFile(join(env['GIT_CONFIG_GLOBAL'] ?? '', ''), 'utf8'), '')
}
