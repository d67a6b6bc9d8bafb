import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addToken,
  bindToken,
  describeToken,
  findBearer,
  logIn,
  revokeAllTokens,
  revokeToken,
  rotateToken,
} from '../../../src/controller/deploy/change-tokens.ts'
import { hashPassword } from '../../../src/controller/deploy/secrets.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { aClient, aUser } from '../../fixtures/stored.ts'

type T = Parameters<typeof createTestPlatform>[0]

/** `rechecks`: how often it was asked who may stay. */
async function platformWithUsers(t: T) {
  const platform = await createTestPlatform(t)
  const seen = { rechecks: 0 }
  platform.sessions.recheck = async () => void seen.rechecks++
  const [ann, bob] = [aUser('ann'), aUser('bob')]
  await platform.store.users.add(ann, await hashPassword('correct horse'))
  await platform.store.users.add(bob, null)
  return { platform, ann, bob, seen }
}

const plain = { description: 'CI', lifetime: null }

test('a bearer is known by the secret, until it expires or its user is gone', async (t) => {
  const { platform, ann } = await platformWithUsers(t)
  const { token, secret } = await addToken(platform, ann, {
    ...plain,
    lifetime: 60,
    scope: ['read'],
    isLogin: true,
  })
  assert.deepEqual(await findBearer(platform, secret), { user: ann, token })
  assert.equal(await findBearer(platform, `${secret}x`), undefined)
  platform.clock.at = new Date(platform.clock.at.getTime() + 60_000)
  assert.equal(await findBearer(platform, secret), undefined)
  const other = await addToken(platform, ann, plain)
  await platform.store.users.remove(ann)
  assert.equal(await findBearer(platform, other.secret), undefined)
})

test('a login is refused in the same words, whatever was wrong', async (t) => {
  const { platform, ann } = await platformWithUsers(t)
  const login = (name: string, password: string) => logIn(platform, '192.0.2.1', { name, password })
  assert.deepEqual(await login(ann.email, 'correct horse'), ann)
  const refusal = { id: 'unauthorized', message: 'Invalid email address or password.' }
  for (const [email, password] of [
    [ann.email, 'wrong'],
    ['bob@example.com', ''],
    ['nobody@example.com', 'correct horse'],
  ] as const)
    await assert.rejects(login(email, password), refusal)
})

test('logins at the same time are counted before any of them is over', async (t) => {
  const { platform, ann } = await platformWithUsers(t)
  const login = (password: string) => logIn(platform, '192.0.2.1', { name: ann.email, password })
  const outcomes = await Promise.allSettled(Array.from({ length: 11 }, () => login('wrong')))
  const ids = outcomes.map((it) => (it.status === 'rejected' ? it.reason.id : 'in'))
  assert.deepEqual(
    ids,
    [...Array(10).fill('unauthorized'), 'rate_limit'].sort((a, b) => (a > b ? -1 : 1)),
  )
  await assert.rejects(login('correct horse'), { id: 'rate_limit' })
  platform.clock.at = new Date(platform.clock.at.getTime() + 10 * 60_000)
  assert.deepEqual(await login('correct horse'), ann)
})

test("all names of a user count together, and nobody's name counts too", async (t) => {
  const { platform } = await platformWithUsers(t)
  const jim = aUser('jim')
  await platform.store.users.add(jim, await hashPassword('correct horse'))
  const login = (name: string, password: string) => logIn(platform, '192.0.2.1', { name, password })
  for (const name of [jim.id, jim.email, 'jim', jim.id, jim.email, 'jim', jim.id, jim.email, 'jim', 'jim'])
    await assert.rejects(login(name, 'wrong'), { id: 'unauthorized' })
  for (const name of [jim.id, jim.email, 'jim'])
    await assert.rejects(login(name, 'correct horse'), { id: 'rate_limit' })
  for (let tries = 0; tries < 10; tries += 1)
    await assert.rejects(login('nobody@example.com', 'wrong'), { id: 'unauthorized' })
  await assert.rejects(login('Nobody@example.com', 'wrong'), { id: 'rate_limit' })
})

test('rotated, described and revoked: what is open is asked again where a secret ends', async (t) => {
  const { platform, ann, seen } = await platformWithUsers(t)
  const { token, secret } = await addToken(platform, ann, plain)
  platform.clock.at = new Date(platform.clock.at.getTime() + 1000)
  const described = await describeToken(platform, token, 'laptop')
  assert.deepEqual([described.description, described.updatedAt], ['laptop', platform.now()])
  assert.equal(seen.rechecks, 0)
  const rotated = await rotateToken(platform, described)
  assert.equal(await findBearer(platform, secret), undefined)
  assert.deepEqual((await findBearer(platform, rotated.secret))?.token, rotated.token)
  assert.equal(seen.rechecks, 1)
  await revokeToken(platform, token)
  assert.equal(await findBearer(platform, rotated.secret), undefined)
  assert.equal(seen.rechecks, 2)
})

test('a token that a client holds is not rotated; one that is given to a client is its own', async (t) => {
  const { platform, ann } = await platformWithUsers(t)
  const client = aClient(ann)
  await platform.store.oauthClients.add(client, 'hash')
  const { token, secret } = await addToken(platform, ann, plain)
  platform.clock.at = new Date(platform.clock.at.getTime() + 1000)
  const bound = await bindToken(platform, token, client.id)
  assert.deepEqual(bound, { ...token, clientId: client.id, updatedAt: platform.now() })
  assert.deepEqual((await findBearer(platform, secret))?.token, bound)
  await assert.rejects(bindToken(platform, bound, 'other'), {
    id: 'conflict',
    message: 'Another OAuth client holds this token. Make one of its own: `qp authorizations:create`.',
  })
  assert.deepEqual(await bindToken(platform, bound, client.id), bound)
  await assert.rejects(rotateToken(platform, bound), {
    id: 'conflict',
    message: `An OAuth client holds this token, and would not know of another. \`qp authorizations:revoke ${token.id}\` ends it.`,
  })
  assert.ok(await findBearer(platform, secret))
})

test('all tokens end but the one in use; who could not log in again keeps theirs', async (t) => {
  const { platform, ann, bob, seen } = await platformWithUsers(t)
  const kept = await addToken(platform, bob, plain)
  const others = [await addToken(platform, bob, plain), await addToken(platform, ann, plain)]
  await assert.rejects(revokeAllTokens(platform, [ann, bob], others[1]?.token), {
    id: 'conflict',
    message:
      'bob@example.com has no password to log in with again. `qp passwd --username bob@example.com` sets one.',
  })
  assert.ok(await findBearer(platform, others[0]?.secret ?? ''))
  await revokeAllTokens(platform, [ann, bob], kept.token)
  for (const { secret } of others) assert.equal(await findBearer(platform, secret), undefined)
  assert.ok(await findBearer(platform, kept.secret))
  assert.equal(seen.rechecks, 1)
})
