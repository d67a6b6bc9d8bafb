import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileTokenStore } from '../../src/lib/credentials.ts'
import { rememberRotated } from '../../src/lib/rotated-token.ts'
import { anAuthorization } from '../fixtures/resources.ts'
import { stubUrl, tempPlace } from '../fixtures/run-command.ts'

const rotated = anAuthorization('a1', { access_token: { id: 'a1', token: 'qp-new', expires_in: null } })

test('a token of the environment stays its matter; any other is remembered', async (t) => {
  const { env, configDir } = await tempPlace(t)
  const store = fileTokenStore(configDir)
  await store.save(stubUrl, 'qp-old')
  const here = { ...env, QP_API_KEY: 'qp-other', QP_URL: `${stubUrl}/` }
  assert.equal(await rememberRotated({ env: here }, stubUrl, rotated), true)
  assert.equal(await store.find(stubUrl), 'qp-old')
  const elsewhere = { ...here, QP_URL: 'http://elsewhere.test' }
  assert.equal(await rememberRotated({ env: elsewhere }, stubUrl, rotated), false)
  assert.equal(await store.find(stubUrl), 'qp-new')
})
