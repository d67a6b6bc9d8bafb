import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import Login from '../../src/commands/login.ts'
import { testRefusals } from '../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../fixtures/json-answer.ts'
import { anAccount } from '../fixtures/resources.ts'
import { type Place, runCommand, stubUrl, tempPlace } from '../fixtures/run-command.ts'
import { stubController, stubDialect } from '../fixtures/stub-controller.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const noEnv = { QP_URL: undefined, QP_API_KEY: undefined }

testRefusals(Login, 'login', [
  {
    argv: [],
    env: noEnv,
    stderr: 'Error: no controller named. Write it like `qp login https://qp.example.com`.\n',
  },
  {
    argv: ['qp.example.com'],
    stderr: 'Error: qp.example.com is no address of a controller. One looks like https://qp.example.com.\n',
  },
  {
    argv: [stubUrl],
    stderr: 'Error: there is no terminal to ask for a password in. Add --token-file FILE.\n',
  },
  {
    argv: [stubUrl, '--browser', 'firefox'],
    stderr: 'Error: qp asks for a password here, not in a browser. Leave --browser away.\n',
  },
  {
    argv: [stubUrl, '--ssl-verify=false'],
    stderr:
      'Error: certificates are always checked. --ca-file FILE says whom to trust in place of the usual.\n',
  },
  {
    argv: [stubUrl, '--token-file', '-'],
    terminal: { input: '\n' },
    stderr: 'Error: stdin holds no token: one word was expected.\n',
    exitCode: 1,
  },
  {
    argv: [stubUrl, '--ca-file', 'ca.pem', '--token-file', '-'],
    stderr: `Error: --ca-file is about certificates, and ${stubUrl} has none.\n`,
  },
  {
    argv: ['https://qp.test', '--ca-file', '/nowhere/ca.pem', '--token-file', '-'],
    terminal: { input: 'one' },
    stderr:
      "Error: /nowhere/ca.pem can't be read.\n" +
      'It is to say whom to trust for the controller: QP_CA_FILE names it, or the profile that `qp login --ca-file` made.\n',
    exitCode: 1,
  },
])

test('qp login --token-file remembers controller and token, and makes git ask qp for that host alone', async (t) => {
  const place = await tempPlace(t)
  await writeFile(join(place.cwd, 'admin-token'), 'secret-1\n')
  stubDialect(t)
  stubController(t, { token: 'secret-1' }).get('/account').reply(200, anAccount())
  const result = await runCommand(t, Login, [stubUrl + '/', '--token-file', 'admin-token'], {
    place,
    env: noEnv,
  })
  assert.deepEqual(result, {
    stdout: '',
    stderr: `Logged in to ${stubUrl} as mia@example.com\n`,
    exitCode: 0,
  })
  assert.deepEqual(await stored(place), {
    tokens: { [stubUrl]: 'secret-1' },
    controllers: {
      current: 'qp.test',
      controllers: [{ name: 'qp.test', url: stubUrl, email: 'mia@example.com', isTokenOurs: false }],
    },
    modes: [0o600, 0o600],
  })
  assert.deepEqual(gitConfig(place), [
    `credential.${stubUrl}.helper=`,
    `credential.${stubUrl}.helper=!f() { test "$1" != get || exec /opt/node/bin/node /opt/qp/bin/run.js git:credentials get; }; f`,
  ])
})

test('qp login remembers nothing of a token that is refused', async (t) => {
  const place = await tempPlace(t)
  stubDialect(t)
  stubController(t, { token: 'bad' })
    .get('/account')
    .reply(401, { id: 'unauthorized', message: 'Invalid token.' })
  const argv = [stubUrl, '--token-file', '-']
  const { exitCode } = await runCommand(t, Login, argv, { place, env: noEnv, terminal: { input: 'bad' } })
  assert.equal(exitCode, 4)
  await assert.rejects(stat(place.configDir), { code: 'ENOENT' })
})

test('qp login asks for email and password in a terminal, and shows no password', async (t) => {
  const place = await tempPlace(t)
  stubDialect(t)
  const basic = Buffer.from('mia@example.com:pass word').toString('base64')
  const anonymous = stubController(t, { authorization: `Basic ${basic}` })
  anonymous
    .post(
      '/oauth/authorizations',
      (body) => body.expires_in === 60 && /^qp login from /.test(body.description),
    )
    .reply(201, { access_token: { token: 'fresh' } })
  stubController(t, { token: 'fresh' }).get('/account').reply(200, anAccount())
  const terminal = fakeTerminal({ isTTY: { stdin: true, stderr: true } })
  answerPrompts(t, terminal, [
    [/Email:/, 'mia@example.com\n'],
    [/Password:/, 'pass word\n'],
  ])
  const argv = [stubUrl, '--name', 'staging', '-e', '60', '--json']
  const { exitCode, stdout, stderr } = await runCommand(t, Login, argv, { place, env: noEnv, terminal })
  assert.equal(exitCode, 0, stderr)
  assertIsJsonAnswer('login', stdout)
  assert.deepEqual(JSON.parse(stdout), {
    name: 'staging',
    url: stubUrl,
    email: 'mia@example.com',
    isTokenOurs: true,
  })
  assert.doesNotMatch(stderr, /pass word/)
  assert.deepEqual((await stored(place)).tokens, { [stubUrl]: 'fresh' })
})

test('qp login takes name and password without asking, as deis does', async (t) => {
  const place = await tempPlace(t)
  stubDialect(t, 2)
  const basic = Buffer.from('mia@example.com:pass word').toString('base64')
  stubController(t, { authorization: `Basic ${basic}` })
    .post('/oauth/authorizations')
    .twice()
    .reply(201, { access_token: { token: 'fresh' } })
  stubController(t, { token: 'fresh' }).get('/account').twice().reply(200, anAccount())
  const logIn = (password: string[], input = '') =>
    runCommand(t, Login, [stubUrl, '--username', 'mia@example.com', ...password, '--ssl-verify=true'], {
      place,
      env: noEnv,
      terminal: { input },
    })
  const seen = await logIn(['--password', 'pass word'])
  assert.equal(
    seen.stderr,
    `Others on this machine can see a password in a command line: --password-file FILE hides it.\nLogged in to ${stubUrl} as mia@example.com\n`,
  )
  const hidden = await logIn(['--password-file', '-'], 'pass word\n')
  assert.equal(hidden.stderr, `Logged in to ${stubUrl} as mia@example.com\n`)
})

test('qp login again keeps the name, and one helper', async (t) => {
  const place = await tempPlace(t)
  stubDialect(t, 2)
  const api = stubController(t, { token: 'one' })
  api.get('/account').twice().reply(200, anAccount())
  const login = (argv: string[]) =>
    runCommand(t, Login, argv, { place, env: noEnv, terminal: { input: 'one' } })
  await login([stubUrl, '--name', 'prod', '--token-file', '-'])
  await login(['--token-file', '-'])
  assert.equal((await stored(place)).controllers.current, 'prod')
  assert.equal(gitConfig(place).length, 2)
})

test('qp login --docker remembers an engine, until an empty one', async (t) => {
  const place = await tempPlace(t)
  stubDialect(t, 3)
  stubController(t, { token: 'one' }).get('/account').thrice().reply(200, anAccount())
  const login = async (...argv: string[]) => {
    const input = { terminal: { input: 'one' } }
    await runCommand(t, Login, [stubUrl, '--token-file', '-', ...argv], { place, env: noEnv, ...input })
    return (await stored(place)).controllers.controllers[0].docker
  }
  assert.equal(await login('--docker', 'ssh://deploy@10.0.0.5'), 'ssh://deploy@10.0.0.5')
  assert.equal(await login(), 'ssh://deploy@10.0.0.5')
  assert.equal(await login('--docker', ''), undefined)
})

async function stored({ configDir }: Place) {
  const files = [join(configDir, 'tokens.json'), join(configDir, 'controllers.json')] as const
  const [tokens, controllers] = await Promise.all(
    files.map(async (it) => JSON.parse(await readFile(it, 'utf8'))),
  )
  const modes = await Promise.all(files.map(async (it) => (await stat(it)).mode & 0o777))
  return { tokens, controllers, modes }
}

function gitConfig({ cwd, env }: Place): string[] {
  return execFileSync('git', ['config', '--global', '--list'], { cwd, env, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
}

/** Types each answer once its question is seen. */
function answerPrompts(
  t: TestContext,
  terminal: ReturnType<typeof fakeTerminal>,
  answers: [RegExp, string][],
): void {
  const pending = [...answers]
  const timer = setInterval(() => {
    const [next] = pending
    if (!next?.[0].test(terminal.stderrText())) return
    terminal.stdin.write(next[1])
    pending.shift()
  }, 5)
  t.after(() => clearInterval(timer))
}
