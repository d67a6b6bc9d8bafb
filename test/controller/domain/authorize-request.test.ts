import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  answerAddress,
  getAskingClient,
  readAuthorizeRequest,
  readOnce,
} from '../../../src/controller/domain/authorize-request.ts'
import { aClient, aUser } from '../../fixtures/stored.ts'

const client = aClient(aUser('ann'))
const find = async (id: string) => (id === client.id ? client : undefined)
const params = (text: string) => new URLSearchParams(text)

test('a client is known by its id, and answered at its own address', async () => {
  const uri = encodeURIComponent(client.redirectUri)
  assert.equal(await getAskingClient(params(`client_id=${client.id}`), find), client)
  assert.equal(await getAskingClient(params(`client_id=${client.id}&redirect_uri=${uri}`), find), client)
  for (const [query, refusal] of [
    ['', { id: 'not_found' }],
    ['client_id=', { id: 'not_found' }],
    ['client_id=other', { id: 'not_found' }],
    [`client_id=${client.id}&redirect_uri=${uri}/`, { id: 'bad_request' }],
    [`client_id=${client.id}&redirect_uri=${uri}&redirect_uri=${uri}`, { error: 'invalid_request' }],
  ] as const)
    await assert.rejects(getAskingClient(params(query), find), refusal, query)
})

test('without a scope nothing is asked but who the user is', () => {
  assert.deepEqual(readAuthorizeRequest(params('response_type=code')), {
    scope: ['identity'],
    state: null,
    codeChallenge: null,
  })
})

test('scopes are separated by spaces or commas, a state is as it came', () => {
  const codeChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
  for (const scope of ['read+identity', 'read,identity', '+read,+identity+'])
    assert.deepEqual(
      readAuthorizeRequest(
        params(
          `response_type=code&scope=${scope}&state=%C3%A4%26&code_challenge=${codeChallenge}&code_challenge_method=S256`,
        ),
      ),
      { scope: ['identity', 'read'], state: 'ä&', codeChallenge },
    )
})

test('what is there twice is refused, what is empty is not there', () => {
  assert.equal(readOnce(params('a=1&b='), 'a'), '1')
  assert.equal(readOnce(params('a=1&b='), 'b'), undefined)
  assert.throws(() => readOnce(params('a=1&a='), 'a'), { error: 'invalid_request' })
})

test("an answer goes beside what the client's address has", () => {
  const answer = { code: 'a&b', state: null }
  assert.equal(
    answerAddress({ ...client, redirectUri: 'https://x.example' }, answer),
    'https://x.example?code=a%26b',
  )
  assert.equal(
    answerAddress({ ...client, redirectUri: 'https://x.example/?y=1' }, answer),
    'https://x.example/?y=1&code=a%26b',
  )
})
