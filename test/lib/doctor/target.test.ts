import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import { fileTokenStore } from '../../../src/lib/credentials.ts'
import { findTarget } from '../../../src/lib/doctor/target.ts'
import { saveProfile } from '../../../src/lib/profiles.ts'
import { surroundingsOf, tempPlace } from '../../fixtures/run-command.ts'

const url = 'https://qp.test'

test('controller and app are those that any command would take', async (t) => {
  const surroundings = await loggedIn(t, `${url}/blog.git`)
  const found = await findTarget(surroundings, {})
  assert.deepEqual([found.url, found.api?.url, found.app], [url, url, 'blog'])
  assert.equal((await findTarget(surroundings, { app: 'shop' })).app, 'shop')
})

test('no app is no hindrance', async (t) => {
  const found = await findTarget(await loggedIn(t), {})
  assert.deepEqual([found.url, found.api?.url, found.app], [url, url, undefined])
})

test('without a token there is an address, without any login a reason', async (t) => {
  const { env, cwd } = await tempPlace(t)
  const named = await findTarget(surroundingsOf({ env: { ...env, QP_URL: url }, cwd }), { app: 'blog' })
  assert.deepEqual([named.url, named.api, named.app], [url, undefined, 'blog'])
  const unknown = await findTarget(surroundingsOf({ env, cwd }), {})
  assert.equal(unknown.url, undefined)
  assert.match(String(unknown.problem), /not logged in to any controller/)
  const other = await findTarget(await loggedIn(t), { controller: 'other' })
  assert.match(String(other.problem), /no such controller: other/)
})

test('what it speaks is known from the login, with a token and without', async (t) => {
  const { env, cwd, configDir } = await tempPlace(t)
  const deis = { name: 'legacy', url, email: 'jim', isTokenOurs: false, dialect: 'deis' } as const
  await saveProfile(configDir, deis)
  const surroundings = surroundingsOf({ env, cwd })
  assert.equal((await findTarget(surroundings, {})).dialect, 'deis')
  await fileTokenStore(configDir).save(url, 'secret')
  assert.equal((await findTarget(surroundings, {})).dialect, 'deis')
  assert.equal((await findTarget(await loggedIn(t), {})).dialect, 'platform')
})

test('flags that cannot be meant are refused', async (t) => {
  const surroundings = await loggedIn(t)
  await assert.rejects(findTarget(surroundings, { app: '' }), { name: 'UsageError' })
  await assert.rejects(findTarget(surroundings, { remote: 'nope' }), { code: 'no_such_remote' })
})

async function loggedIn(t: TestContext, remote?: string) {
  const { env, cwd, configDir } = await tempPlace(t)
  await saveProfile(configDir, { name: 'prod', url, email: 'mia@example.com', isTokenOurs: false })
  await fileTokenStore(configDir).save(url, 'secret')
  execFileSync('git', ['init', '-q'], { cwd, env })
  if (remote) execFileSync('git', ['remote', 'add', 'qp', remote], { cwd, env })
  return surroundingsOf({ env, cwd })
}
