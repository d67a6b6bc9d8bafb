import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addToken, findBearer, logIn } from '../../../src/controller/deploy/change-tokens.ts'
import {
  changeOwnPassword,
  createUser,
  getActiveUser,
  registerUser,
  removeUser,
  setAdmin,
  setPassword,
} from '../../../src/controller/deploy/change-users.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { aClient, aCollaboration, anApp, aUser, storedAt } from '../../fixtures/stored.ts'

type T = Parameters<typeof createTestPlatform>[0]

const address = '192.0.2.1'

async function platformWithUsers(t: T) {
  const platform = await createTestPlatform(t)
  const seen = { rechecks: 0 }
  platform.sessions.recheck = async () => void seen.rechecks++
  const root = aUser('root', { isAdmin: true })
  await platform.store.users.add(root, null)
  const ann = await createUser(platform, { email: 'ann@example.com', password: 'correct horse' })
  return { platform, root, ann, seen }
}

test('of several who ask for one name at the same moment one gets it, and the others hear of that', async (t) => {
  const { platform } = await platformWithUsers(t)
  const wanted = { email: 'bob@example.com', password: 'correct horse' }
  const made = await Promise.allSettled([1, 2, 3].map(() => createUser(platform, wanted)))
  const refused = made.flatMap((it) => (it.status === 'rejected' ? [it.reason.message] : []))
  assert.deepEqual(refused, Array(2).fill('There is a user bob@example.com already.'))
})

test('another password ends the logins that the one before made, and no other token', async (t) => {
  const { platform, ann, seen } = await platformWithUsers(t)
  const add = (isLogin: boolean) => addToken(platform, ann, { description: '', lifetime: null, isLogin })
  const [inUse, elsewhere, ci] = [await add(true), await add(true), await add(false)]
  const isGood = async ({ secret }: { secret: string }) => (await findBearer(platform, secret)) !== undefined
  const change = { address, current: 'correct horse', next: 'battery staple', keep: inUse.token }
  await assert.rejects(changeOwnPassword(platform, ann, { ...change, current: undefined }), {
    id: 'forbidden',
  })
  assert.equal(await isGood(elsewhere), true)
  await changeOwnPassword(platform, ann, change)
  assert.deepEqual([await isGood(inUse), await isGood(elsewhere), await isGood(ci)], [true, false, true])
  assert.equal(seen.rechecks, 1)
  await setPassword(platform, ann, 'third password')
  assert.deepEqual([await isGood(inUse), await isGood(ci)], [false, true])
  assert.deepEqual(await logIn(platform, address, { name: ann.email, password: 'third password' }), ann)
})

test('the current password is tried as seldom as a login, and together with it', async (t) => {
  const { platform, ann } = await platformWithUsers(t)
  const change = (current: string | undefined) =>
    changeOwnPassword(platform, ann, { address, current, next: 'battery staple', keep: undefined })
  for (let tries = 0; tries < 20; tries += 1)
    await assert.rejects(change(undefined), { reason: 'password_missing' })
  for (let tries = 0; tries < 10; tries += 1)
    await assert.rejects(change('wrong'), { id: 'forbidden', reason: 'wrong_password' })
  await assert.rejects(change('correct horse'), { id: 'rate_limit' })
  const login = { name: ann.email, password: 'correct horse' }
  await assert.rejects(logIn(platform, address, login), { id: 'rate_limit' })
  assert.deepEqual(await logIn(platform, '192.0.2.2', login), ann)
})

test('registration is refused in words that say who may', async (t) => {
  const { platform, root } = await platformWithUsers(t)
  const login = { email: 'new@example.com', password: 'twelve chars' }
  const register = (registration: 'closed' | 'admin', caller = root) =>
    registerUser({ ...platform, settings: { ...platform.settings, registration } }, caller, login)
  await assert.rejects(register('closed'), {
    id: 'forbidden',
    message:
      'Nobody registers here by himself: an admin makes users with `qp users:create EMAIL`. `qp server --registration open` changes that.',
  })
  await assert.rejects(register('admin', aUser('bob')), {
    id: 'forbidden',
    message: 'Only an admin registers somebody here: ask one, or log in as one.',
  })
  assert.equal((await register('admin')).email, 'new@example.com')
})

test('the last admin is neither unmade nor removed', async (t) => {
  const { platform, root, ann } = await platformWithUsers(t)
  const refusal = {
    id: 'conflict',
    message: 'root@example.com is the last admin. Make another first: `qp perms:create EMAIL --admin`.',
  }
  await assert.rejects(setAdmin(platform, root, false, root), refusal)
  await assert.rejects(removeUser(platform, root, root), refusal)
  await setAdmin(platform, root, true, root)
  assert.equal((await setAdmin(platform, ann, true, root)).isAdmin, true)
  await removeUser(platform, root, ann)
  await assert.rejects(setAdmin(platform, { ...ann, isAdmin: true }, false, ann), { id: 'conflict' })
})

test('who is removed has no token, no app and no address any more, and is named where they were', async (t) => {
  const { platform, root, ann, seen } = await platformWithUsers(t)
  const { secret } = await addToken(platform, ann, { description: '', lifetime: null })
  const app = anApp('blog', root)
  await platform.store.apps.add(app)
  await platform.store.collaborators.add(aCollaboration(app, ann))
  const key = {
    id: 'k1',
    userId: ann.id,
    publicKey: 'ssh-ed25519 AAAA',
    comment: '',
    fingerprint: 'SHA256:x',
  }
  await platform.store.sshKeys.add({ ...key, createdAt: platform.now() })
  await platform.store.oauthClients.add(aClient(ann), 'hash')
  const texts = { name: 'www', chain: '', privateKey: '', createdAt: storedAt, updatedAt: storedAt }
  await platform.store.userCertificates.add({ ownerId: ann.id, ...texts })
  await removeUser(platform, ann, root)
  assert.equal(await platform.store.userCertificates.find('www'), undefined)
  assert.deepEqual(await platform.store.oauthClients.listOfUser(ann.id), [])
  assert.equal(await platform.store.sshKeys.findByFingerprint('SHA256:x'), undefined)
  assert.equal(await findBearer(platform, secret), undefined)
  assert.deepEqual(await platform.store.collaborators.listOfApp(app.id), [])
  for (const name of [ann.id, ann.email])
    await assert.rejects(getActiveUser(platform, name), {
      id: 'not_found',
      message: `No such user: ${name}. An admin adds one with \`qp users:create ${name}\`.`,
    })
  assert.equal((await platform.store.users.findEvenRemoved(ann.id))?.email, ann.email)
  assert.equal(seen.rechecks, 1)
  const again = await createUser(platform, { email: ann.email, password: 'another horse' })
  assert.notEqual(again.id, ann.id)
})

test('who owns apps is not removed, and hears which', async (t) => {
  const { platform, root, ann } = await platformWithUsers(t)
  for (const name of ['shop', 'blog']) await platform.store.apps.add(anApp(name, ann))
  const theirs = anApp('zoo', root)
  await platform.store.apps.add(theirs)
  await platform.store.collaborators.add(aCollaboration(theirs, ann))
  await assert.rejects(removeUser(platform, ann, root), {
    id: 'conflict',
    message:
      'ann@example.com owns blog, shop. Give them away (`qp apps:transfer`) or destroy them (`qp apps:destroy`) first.',
  })
})

test("a user is known by a name too, which is nobody else's name or address", async (t) => {
  const { platform } = await platformWithUsers(t)
  const login = { email: 'jim@example.com', username: 'jim', password: 'twelve chars' }
  const jim = await createUser(platform, login)
  for (const name of ['jim', jim.email])
    assert.deepEqual(await logIn(platform, address, { name, password: login.password }), jim)
  const other = { ...login, email: 'other@example.com' }
  await assert.rejects(createUser(platform, other), { id: 'conflict', reason: 'username_taken' })
  for (const username of ['ann@example.com', 'a b', '', jim.id])
    await assert.rejects(createUser(platform, { ...other, username }), {
      id: 'invalid_params',
      reason: 'username_format',
    })
})
