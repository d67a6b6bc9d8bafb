import assert from 'node:assert/strict'
import { chmod } from 'node:fs/promises'
import { type TestContext, test } from 'node:test'
import { fileTokenStore, tokensPath } from '../../../src/lib/credentials.ts'
import { checkKeychain } from '../../../src/lib/doctor/keychain.ts'
import { tempPlace } from '../../fixtures/run-command.ts'

const url = 'https://qp.test'

test('a token in a file of its owner alone passes', async (t) => {
  const { env, path } = await withToken(t)
  assert.deepEqual(await checkKeychain(url, env), {
    status: 'passed',
    detail: `the token is in the file ${path}, for its owner alone (0600)`,
  })
})

test('a token that others can read fails, where there are such rights', async (t) => {
  const { env, path } = await withToken(t)
  await chmod(path, 0o640)
  const { status, detail, hint } = await checkKeychain(url, env)
  assert.deepEqual(
    [status, detail],
    ['failed', `others on this machine can read the token in ${path} (0640).`],
  )
  assert.match(hint ?? '', /chmod 600 /)
  assert.equal((await checkKeychain(url, env, 'win32')).status, 'passed')
})

test('QP_API_KEY is said, and refused without its address', async (t) => {
  const { env } = await withToken(t)
  const named = { ...env, QP_API_KEY: 'k', QP_URL: url }
  assert.match((await checkKeychain(url, named)).detail, /QP_API_KEY/)
  await assert.rejects(checkKeychain(url, { ...env, QP_API_KEY: 'k' }), { code: 'token_without_host' })
})

test('without a token, or a controller, there is nothing to look at', async (t) => {
  const { env } = await withToken(t)
  assert.equal((await checkKeychain('https://other.test', env)).status, 'skipped')
  assert.equal((await checkKeychain(undefined, env)).status, 'skipped')
})

async function withToken(t: TestContext) {
  const { env, configDir } = await tempPlace(t)
  await fileTokenStore(configDir).save(url, 'secret')
  return { env, path: tokensPath(configDir) }
}
