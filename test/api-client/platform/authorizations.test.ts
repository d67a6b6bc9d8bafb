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
    answer: {},
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
])

test('authorizations.create logs in with a password, whatever is in it', async (t) => {
  const authorization = `Basic ${Buffer.from('mia@example.com:pä:ss').toString('base64')}`
  stubController(t, { authorization }).post('/oauth/authorizations', {}).reply(201, { id: 'new' })
  const api = platformController({ url: stubUrl })
  assert.deepEqual(await api.authorizations.create({}, { email: 'mia@example.com', password: 'pä:ss' }), {
    id: 'new',
  })
})
