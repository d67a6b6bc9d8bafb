import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { hashPassword } from '../../../../src/controller/deploy/secrets.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

/** The owner, logged in by password from two machines; `ask` asks with one of the two tokens. */
async function loggedInTwice(t: TestContext) {
  const made = await createTestServer(t)
  await made.platform.store.users.setPasswordHash(made.users.owner.id, await hashPassword('correct horse'))
  const basic = `Basic ${Buffer.from('owner@example.com:correct horse').toString('base64')}`
  const logIn = async (description: string) => {
    const asked = { description, expires_in: 60 }
    const { body } = await made.call('nobody', 'POST', '/oauth/authorizations', asked, {
      authorization: basic,
    })
    return (body as { access_token: { token: string } }).access_token.token
  }
  const tokens = { laptop: await logIn('laptop'), desk: await logIn('desk') }
  const ask = (which: keyof typeof tokens, method: string, path: string) =>
    made.call('nobody', method, path, undefined, { authorization: `Bearer ${tokens[which]}` })
  return { ...made, ask }
}

test('sessions are the tokens that a password made, and no others', async (t) => {
  const { call } = await loggedInTwice(t)
  const list = (await call('owner', 'GET', '/oauth/sessions')).body as {
    description: string
    expires_in: number
  }[]
  assert.deepEqual(list.map((it) => [it.description, it.expires_in]).sort(), [
    ['desk', 60],
    ['laptop', 60],
  ])
  assert.deepEqual((await call('friend', 'GET', '/oauth/sessions')).body, [])
})

test('a session is ended by its id, and the other goes on', async (t) => {
  const { call, ask } = await loggedInTwice(t)
  const list = (await call('owner', 'GET', '/oauth/sessions')).body as { id: string; description: string }[]
  const id = list.find((it) => it.description === 'laptop')?.id
  assert.equal((await call('admin', 'DELETE', `/oauth/sessions/${id}`)).status, 404)
  assert.equal((await call('owner', 'DELETE', `/oauth/sessions/${id}`)).status, 200)
  assert.equal((await ask('laptop', 'GET', '/account')).status, 401)
  assert.equal((await ask('desk', 'GET', '/account')).status, 200)
})

test('"~" is the session in use: so the heroku client logs out', async (t) => {
  const { ask } = await loggedInTwice(t)
  assert.equal((await ask('desk', 'DELETE', '/oauth/sessions/~')).status, 200)
  assert.equal((await ask('desk', 'GET', '/account')).status, 401)
})

test('a token that no password made is no session, in the words that the heroku client goes on at', async (t) => {
  const { call } = await loggedInTwice(t)
  const { status, body } = await call('owner', 'DELETE', '/oauth/sessions/~')
  const message = 'No such session: ~. `qp sessions` lists yours.'
  assert.deepEqual([status, body], [404, { id: 'not_found', resource: 'session', message }])
  assert.equal((await call('owner', 'GET', '/account')).status, 200)
})
