import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformController } from '../../../src/api-client/platform/platform-controller.ts'
import { testRequests } from '../../fixtures/platform-requests.ts'
import { stubUrl } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

testRequests([
  {
    name: 'authorizations.create',
    call: (api) => api.authorizations.create({ description: 'ci' }),
    method: 'POST',
    path: '/oauth/authorizations',
    body: { description: 'ci' },
    answer: { access_token: { token: 't' } },
  },
  {
    name: 'authorizations.list',
    call: (api) => api.authorizations.list(),
    method: 'GET',
    path: '/oauth/authorizations',
    answer: [],
  },
  {
    name: 'authorizations.revoke',
    call: (api) => api.authorizations.revoke('~'),
    method: 'DELETE',
    path: '/oauth/authorizations/~',
    answer: {},
  },
  {
    name: 'authorizations.get',
    call: (api) => api.authorizations.get('a/1'),
    method: 'GET',
    path: '/oauth/authorizations/a%2F1',
    answer: {},
  },
  {
    name: 'authorizations.update',
    call: (api) => api.authorizations.update('~', { description: 'CI' }),
    method: 'PATCH',
    path: '/oauth/authorizations/~',
    body: { description: 'CI' },
    answer: {},
  },
  {
    name: 'authorizations.rotate',
    call: (api) => api.authorizations.rotate('a1'),
    method: 'POST',
    path: '/oauth/authorizations/a1/actions/regenerate-tokens',
    answer: { access_token: { token: 't' } },
  },
  {
    name: 'oauthSessions.list',
    call: (api) => api.oauthSessions.list(),
    method: 'GET',
    path: '/oauth/sessions',
    answer: [],
  },
  {
    name: 'oauthSessions.end',
    call: (api) => api.oauthSessions.end('a/1'),
    method: 'DELETE',
    path: '/oauth/sessions/a%2F1',
    answer: {},
  },
])

test('authorizations.create logs in with a password, whatever is in it', async (t) => {
  const made = { id: 'new', access_token: { token: 't' } }
  const authorization = `Basic ${Buffer.from('mia@example.com:pä:ss').toString('base64')}`
  stubController(t, { authorization }).post('/oauth/authorizations', {}).reply(201, made)
  const api = platformController({ url: stubUrl })
  assert.deepEqual(await api.authorizations.create({}, { email: 'mia@example.com', password: 'pä:ss' }), made)
})
