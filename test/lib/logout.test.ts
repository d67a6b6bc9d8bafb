import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileTokenStore } from '../../src/lib/credentials.ts'
import { ApiError, UserError } from '../../src/lib/errors.ts'
import { forgetLogin, revokeToken } from '../../src/lib/logout.ts'
import { readProfiles, saveProfile } from '../../src/lib/profiles.ts'
import { surroundingsOf, tempPlace } from '../fixtures/run-command.ts'

const failing = (error: Error) => ({
  authorizations: {
    create: () => Promise.reject(error),
    list: () => Promise.reject(error),
    revoke: () => Promise.reject(error),
  },
})

test('revokeToken takes a token that is not valid any more for revoked, and says what else went wrong', async () => {
  assert.equal(
    await revokeToken(failing(new ApiError('bad token', { status: 401, code: 'unauthorized' }))),
    undefined,
  )
  assert.equal(
    await revokeToken(failing(new ApiError('no engine', { status: 503, code: 'busy' }))),
    'no engine',
  )
  assert.equal(await revokeToken(failing(new UserError("can't reach it"))), "can't reach it")
  await assert.rejects(revokeToken(failing(new TypeError('a bug'))), TypeError)
})

test('forgetLogin leaves the other logins alone', async (t) => {
  const { env, cwd, configDir } = await tempPlace(t)
  const [a, b] = ['a', 'b'].map((name) => ({
    name,
    url: `http://${name}.test`,
    email: 'mia@example.com',
    isTokenOurs: true,
  }))
  assert.ok(a && b)
  for (const profile of [a, b]) {
    await saveProfile(configDir, profile)
    await fileTokenStore(configDir).save(profile.url, `token of ${profile.name}`)
  }
  await forgetLogin(surroundingsOf({ env, cwd }), b)
  assert.deepEqual(await readProfiles(configDir), { current: 'a', all: [a] })
  assert.deepEqual(await fileTokenStore(configDir).find(a.url), 'token of a')
  assert.deepEqual(await fileTokenStore(configDir).find(b.url), undefined)
})
