import assert from 'node:assert/strict'
import { hostname } from 'node:os'
import { test } from 'node:test'
import { connectByPassword, createToken, logInByPassword, rememberLogin } from '../../src/lib/login.ts'
import { readProfiles } from '../../src/lib/profiles.ts'
import { anAccount } from '../fixtures/resources.ts'
import { stubUrl, surroundingsOf, tempPlace } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'

const login = { email: 'mia@example.com', password: 'p' }
const target = { url: stubUrl, dialect: 'platform' } as const
const authorization = `Basic ${Buffer.from('mia@example.com:p').toString('base64')}`

test('createToken says where it is from, and for how long', async (t) => {
  const body = { description: `qp login from ${hostname()}`, expires_in: 60 }
  stubController(t, { authorization })
    .post('/oauth/authorizations', body)
    .reply(201, { access_token: { token: 'new' } })
  const { env, cwd } = await tempPlace(t)
  assert.equal(await createToken(surroundingsOf({ env, cwd }), target, login, 60), 'new')
})

test('createToken leaves how long to the controller', async (t) => {
  const body = { description: `qp login from ${hostname()}` }
  stubController(t, { authorization })
    .post('/oauth/authorizations', body)
    .reply(201, { access_token: { token: 'new' } })
  const { env, cwd } = await tempPlace(t)
  assert.equal(await createToken(surroundingsOf({ env, cwd }), target, login, undefined), 'new')
})

test('connectByPassword has a token for a minute, which nobody remembers', async (t) => {
  const { env, cwd, configDir } = await tempPlace(t)
  stubController(t, { authorization })
    .post('/oauth/authorizations', (body) => body.expires_in === 60)
    .reply(201, { access_token: { token: 'short' } })
  stubController(t, { token: 'short' }).get('/account').reply(200, anAccount())
  const api = await connectByPassword(surroundingsOf({ env, cwd }), target, login)
  assert.deepEqual(await api.account.get(), anAccount())
  assert.deepEqual((await readProfiles(configDir)).all, [])
})

test('logInByPassword remembers a token of its own', async (t) => {
  const { env, cwd, configDir } = await tempPlace(t)
  stubController(t, { authorization })
    .post('/oauth/authorizations', (body) => body.expires_in === undefined)
    .reply(201, { access_token: { token: 'long' } })
  stubController(t, { token: 'long' }).get('/account').reply(200, anAccount())
  await logInByPassword(surroundingsOf({ env, cwd }), target, login)
  const [profile] = (await readProfiles(configDir)).all
  assert.deepEqual([profile?.url, profile?.isTokenOurs], [stubUrl, true])
})

test('rememberLogin works without git, and says so', async (t) => {
  const { env, cwd, folder, configDir } = await tempPlace(t)
  stubController(t, { token: 'mine' }).get('/account').reply(200, anAccount())
  const surroundings = surroundingsOf({ env: { ...env, PATH: folder }, cwd })
  const { isGitReady } = await rememberLogin(surroundings, {
    ...target,
    token: 'mine',
    isTokenOurs: false,
  })
  assert.equal(isGitReady, false)
  assert.equal((await readProfiles(configDir)).current, 'qp.test')
})
