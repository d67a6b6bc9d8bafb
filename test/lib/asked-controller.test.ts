import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import { askedController } from '../../src/lib/asked-controller.ts'
import { ApiError, UserError } from '../../src/lib/errors.ts'
import { saveProfile } from '../../src/lib/profiles.ts'
import { surroundingsOf, tempPlace } from '../fixtures/run-command.ts'

const missing = new ApiError('No such app: blog.', { status: 404, code: 'not_found' })
const taken = new ApiError('Name blog is already taken.', { status: 422, code: 'invalid_params' })
const prod = 'https://qp.example.com/blog.git'
const ofProd = 'That was https://qp.example.com; -c legacy asks another.'
const ofLast = 'That was https://legacy.example.com; -c prod asks another.'

const cases = [
  { name: 'what is missing may be elsewhere', error: missing, said: ofLast },
  { name: 'what the last login refuses is clear', error: taken, said: undefined },
  { name: 'a git remote leads elsewhere', error: taken, remotes: [prod], said: ofProd },
  { name: 'one login leaves no choice', error: missing, logins: ['prod'], said: undefined },
  { name: '-c names it', error: missing, flags: { controller: 'legacy' }, said: undefined },
  { name: '-r names it', error: taken, flags: { remote: 'qp' }, remotes: [prod], said: undefined },
  { name: 'QP_CONTROLLER names it', error: missing, env: { QP_CONTROLLER: 'prod' }, said: undefined },
  { name: 'QP_URL names it', error: missing, env: { QP_URL: 'https://qp.example.com' }, said: undefined },
  {
    name: 'no controller was asked',
    error: new UserError('no app named.'),
    remotes: [prod],
    said: undefined,
  },
]

for (const { name, error, said, flags = {}, ...given } of cases) {
  test(`who refused is ${said === undefined ? 'not ' : ''}said: ${name}`, async (t) => {
    assert.equal(await askedController(error, await loggedIn(t, given), flags), said)
  })
}

async function loggedIn(
  t: TestContext,
  given: { logins?: string[]; remotes?: string[]; env?: Record<string, string> },
) {
  const { logins = ['prod', 'legacy'], remotes = [], env = {} } = given
  const place = await tempPlace(t)
  const urls: Record<string, string> = {
    prod: 'https://qp.example.com',
    legacy: 'https://legacy.example.com',
  }
  for (const name of logins) {
    const url = urls[name] ?? ''
    await saveProfile(place.configDir, { name, url, email: 'mia@example.com', isTokenOurs: false })
  }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: place.cwd, env: place.env })
  git('init', '-q')
  for (const [index, url] of remotes.entries()) git('remote', 'add', `r${index}`, url)
  return surroundingsOf({ env: { ...place.env, ...env }, cwd: place.cwd })
}
