import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import { connect, hearingOf, networkFor } from '../../src/lib/connect.ts'
import { fileTokenStore } from '../../src/lib/credentials.ts'
import { saveProfile } from '../../src/lib/profiles.ts'
import type { Surroundings } from '../../src/lib/surroundings.ts'
import { surroundingsOf, tempPlace } from '../fixtures/run-command.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const urls = { prod: 'https://qp.example.com', staging: 'https://staging.example.com' }
const prodProfile = { name: 'prod', url: urls.prod, email: 'mia@example.com', isTokenOurs: false }
const key = { QP_API_KEY: 'k' }

const cases = [
  { name: 'the last login', logins: ['prod', 'staging'], url: urls.staging },
  { name: 'the only one', logins: ['prod'], url: urls.prod },
  {
    name: '-c',
    logins: ['prod', 'staging'],
    flags: { controller: 'prod' },
    env: { QP_CONTROLLER: 'staging' },
    url: urls.prod,
  },
  {
    name: 'the host behind -c',
    logins: ['prod', 'staging'],
    flags: { controller: 'qp.example.com' },
    url: urls.prod,
  },
  { name: 'QP_CONTROLLER', logins: ['prod', 'staging'], env: { QP_CONTROLLER: 'prod' }, url: urls.prod },
  {
    name: 'QP_URL',
    logins: ['prod'],
    env: { QP_URL: 'http://127.0.0.1:5005/', ...key },
    url: 'http://127.0.0.1:5005',
  },
  {
    name: '-c before QP_URL',
    logins: ['prod'],
    flags: { controller: 'prod' },
    env: { QP_URL: 'http://127.0.0.1:5005', ...key },
    url: urls.prod,
  },
  {
    name: 'the one that the git remotes point to',
    logins: ['prod', 'staging'],
    remotes: [`${urls.prod}/blog.git`],
    url: urls.prod,
  },
  {
    name: 'the last login, where the git remotes point to several',
    logins: ['prod', 'staging'],
    remotes: [`${urls.prod}/a.git`, `${urls.staging}/a.git`],
    url: urls.staging,
  },
] as const

for (const { name, logins, url, ...given } of cases) {
  test(`the controller is ${name}`, async (t) => {
    const {
      flags = {},
      env = {},
      remotes = [],
    } = { flags: undefined, env: undefined, remotes: undefined, ...given }
    const api = await connect(await loggedIn(t, logins, env, remotes), flags)
    assert.equal(api.url, url)
  })
}

test('a controller without a token is not logged in to', async (t) => {
  const surroundings = await loggedIn(t, ['prod'], { QP_URL: 'http://127.0.0.1:5005' }, [])
  await assert.rejects(connect(surroundings, {}), { code: 'not_logged_in', exitCode: 4 })
})

test('an unknown name is told with those that are known', async (t) => {
  const surroundings = await loggedIn(t, ['prod', 'staging'], {}, [])
  await assert.rejects(connect(surroundings, { controller: 'x' }), {
    hint: 'You are logged in to prod, staging.',
  })
})

test('what is waited for is said to a person alone, and what QP_DEBUG shows to all', () => {
  const atTerminal = (changes: object) => ({ terminal: { ...fakeTerminal({ isTTY: true }), ...changes } })
  const isTold = ({ terminal }: Pick<Surroundings, 'terminal'>) =>
    hearingOf({ terminal, env: {} }).onSilence !== undefined
  assert.equal(isTold(atTerminal({})), true)
  assert.equal(isTold(atTerminal({ isQuiet: true })), false)
  assert.equal(isTold(atTerminal({ isJson: true })), false)
  assert.equal(isTold({ terminal: fakeTerminal({ isTTY: { stdout: true } }) }), false)
  const terminal = fakeTerminal()
  assert.equal(hearingOf({ terminal, env: {} }).talk, undefined)
  hearingOf({ terminal, env: { QP_DEBUG: '1' } }).talk?.('> GET /')
  assert.equal(terminal.stderrText(), '> GET /\n')
})

test('QP_CA_FILE is trusted before what the profile names, and for https alone', async (t) => {
  const { env, cwd, configDir } = await loggedIn(t, ['prod'], {}, [])
  await saveProfile(configDir, { ...prodProfile, caFile: '/etc/prod.pem' })
  const network = (url: string, more = {}) => networkFor({ env: { ...env, ...more }, cwd }, url)
  assert.equal((await network(urls.prod)).caFile, '/etc/prod.pem')
  assert.equal((await network(urls.staging)).caFile, undefined)
  assert.equal((await network(urls.prod, { QP_CA_FILE: 'ca.pem' })).caFile, `${cwd}/ca.pem`)
  assert.equal((await network('http://qp.test', { QP_CA_FILE: 'ca.pem' })).caFile, undefined)
})

async function loggedIn(
  t: TestContext,
  logins: readonly (keyof typeof urls)[],
  env: Record<string, string>,
  remotes: readonly string[],
) {
  const place = await tempPlace(t)
  for (const name of logins) {
    await saveProfile(place.configDir, {
      name,
      url: urls[name],
      email: 'mia@example.com',
      isTokenOurs: false,
    })
    await fileTokenStore(place.configDir).save(urls[name], `token of ${name}`)
  }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: place.cwd, env: place.env })
  git('init', '-q')
  for (const [index, url] of remotes.entries()) git('remote', 'add', `r${index}`, url)
  const surroundings = surroundingsOf({ env: { ...place.env, ...env }, cwd: place.cwd })
  return { ...surroundings, configDir: place.configDir }
}
