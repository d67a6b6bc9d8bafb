import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callback, createOAuthServer, password, sentBack } from '../../../fixtures/oauth.ts'

test('the page says who asks for what, loads nothing, and sends its form to the controller', async (t) => {
  const { open } = await createOAuthServer(t)
  const { status, headers, body } = await open({ scope: 'identity write' })
  const page = String(body)
  assert.equal(status, 200)
  assert.match(String(headers['content-type']), /^text\/html/)
  assert.equal(headers['cache-control'], 'no-store')
  assert.equal(headers['set-cookie'], undefined)
  assert.match(page, /<strong>Dash &amp; &lt;b&gt;Board&lt;\/b&gt;<\/strong> wants to act for you/)
  assert.match(page, /registered by owner@example\.com and gets your answer at <strong>dash\.example\.com</)
  assert.match(page, /see who you are.*<small>\(identity\)/)
  assert.match(page, /deploy to them.*<small>\(write\)/)
  assert.doesNotMatch(page, /<script|<b>|https?:\/\//)
})

test('who allows it sends the client a code, with the state as it came', async (t) => {
  const { open, submit, platform } = await createOAuthServer(t)
  const answered = await submit(await open({ redirect_uri: callback }))
  assert.equal(answered.status, 303)
  assert.equal(answered.headers['cache-control'], 'no-store')
  const told = sentBack(answered)
  assert.deepEqual([...told.keys()], ['code', 'state'])
  assert.equal(told.get('state'), 's&1')
  assert.match(told.get('code') ?? '', /^qp-/)
  assert.deepEqual(platform.complaints, [])
})

test('without a state none is sent', async (t) => {
  const { open, submit } = await createOAuthServer(t)
  assert.deepEqual([...sentBack(await submit(await open({ state: null }))).keys()], ['code'])
})

test('who denies it tells the client so, and needs no password', async (t) => {
  const { open, submit } = await createOAuthServer(t)
  const answered = await submit(await open(), { answer: 'deny', email: null, password: null })
  const told = sentBack(answered)
  assert.deepEqual([told.get('error'), told.get('state'), told.get('code')], ['access_denied', 's&1', null])
})

for (const [name, change, status] of [
  ['another response_type', { response_type: 'token' }, 422],
  ['no response_type', { response_type: null }, 400],
  ['a scope that there is not', { scope: 'identity everything' }, 422],
  ['a challenge without its method', { code_challenge: 'a'.repeat(43) }, 400],
  ['a plain challenge', { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }, 400],
  ['a challenge that is no hash', { code_challenge: 'a'.repeat(42), code_challenge_method: 'S256' }, 400],
  ['an unknown client', { client_id: 'c0ffee' }, 404],
  ['no client', { client_id: null }, 404],
  ['another address', { redirect_uri: 'https://evil.example.com/' }, 400],
  ['an address below the client’s', { redirect_uri: `${callback}&more=1` }, 400],
] as const) {
  test(`${name} is told to the user, and nobody is sent anywhere`, async (t) => {
    const { open } = await createOAuthServer(t)
    const { status: answered, headers, body } = await open(change)
    assert.deepEqual([answered, headers['location']], [status, undefined])
    assert.match(String(body), /This does not work/)
    assert.match(String(headers['content-security-policy']), /form-action 'none'/)
  })
}

test('a parameter that is there twice is refused', async (t) => {
  const { call, client } = await createOAuthServer(t)
  const path = `/oauth/authorize?client_id=${client.id}&response_type=code`
  const twice = await call('nobody', 'GET', `${path}&scope=read&scope=global`)
  assert.deepEqual([twice.status, twice.headers['location']], [400, undefined])
  assert.equal((await call('nobody', 'GET', `${path}&client_id=x`)).status, 400)
})

test('a form that asks for what there is not sends nobody anywhere either', async (t) => {
  const { open, submit } = await createOAuthServer(t)
  for (const answer of ['allow', 'deny']) {
    const { status, headers } = await submit(await open(), { response_type: 'token', answer })
    assert.deepEqual([status, headers['location']], [422, undefined])
  }
})

test('a wrong password shows the page again, with the address that was typed', async (t) => {
  const { open, submit } = await createOAuthServer(t)
  const again = await submit(await open(), { email: 'friend"@example.com', password: 'wrong' })
  assert.deepEqual([again.status, again.headers['location']], [403, undefined])
  assert.match(String(again.body), /Invalid email address or password\./)
  assert.match(String(again.body), /value="friend&quot;@example\.com"/)
  assert.equal((await submit(again)).status, 303)
})

test('too many failures are refused, even with the right password, for a while', async (t) => {
  const { open, submit, platform } = await createOAuthServer(t)
  const page = await open()
  for (let tries = 0; tries < 10; tries += 1)
    assert.equal((await submit(page, { password: 'wrong' })).status, 403)
  const refused = await submit(page)
  assert.equal(refused.status, 429)
  assert.match(String(refused.body), /Too many logins have failed/)
  platform.clock.at = new Date(platform.clock.at.getTime() + 11 * 60_000)
  assert.equal((await submit(await open())).status, 303)
})

for (const [name, change] of [
  ['another scope', { scope: 'global' }],
  ['another state', { state: 'other' }],
  ['no seal', { seal: null }],
  ['a made up seal', { seal: '99999999999999.abc' }],
] as const) {
  test(`an answer with ${name} than the page had shows the page again`, async (t) => {
    const { open, submit } = await createOAuthServer(t)
    const { status, headers, body } = await submit(await open(), change)
    assert.deepEqual([status, headers['location']], [200, undefined])
    assert.match(String(body), /open for too long/)
  })
}

test('an answer to a page that is too old shows it again', async (t) => {
  const { open, submit, platform } = await createOAuthServer(t)
  const page = await open()
  platform.clock.at = new Date(platform.clock.at.getTime() + 10 * 60_000 + 1)
  const again = await submit(page)
  assert.match(String(again.body), /open for too long/)
  assert.equal((await submit(again)).status, 303)
})

test("an answer from another site's page is refused", async (t) => {
  const { open, submit } = await createOAuthServer(t)
  const page = await open()
  for (const site of ['cross-site', 'same-site', 'none'])
    assert.equal((await submit(page, {}, { 'sec-fetch-site': site })).status, 403)
  assert.equal((await submit(page, {}, { 'sec-fetch-site': 'same-origin' })).status, 303)
})

test('an answer in JSON is none', async (t) => {
  const { call, client } = await createOAuthServer(t)
  const body = { client_id: client.id, email: 'friend@example.com', password, answer: 'allow' }
  assert.equal((await call('nobody', 'POST', '/oauth/authorize', body)).status, 415)
})
