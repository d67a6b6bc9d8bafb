import { testRequests } from '../../fixtures/platform-requests.ts'
import { anAccount } from '../../fixtures/resources.ts'

const asked = { email: 'ann@example.com', password: 'correct horse battery' }

testRequests([
  {
    name: 'users.list',
    call: (api) => api.users.list(),
    method: 'GET',
    path: '/users',
    answer: [anAccount()],
  },
  {
    name: 'users.update',
    call: (api) => api.users.update('a/b@example.com', { admin: true }),
    method: 'PATCH',
    path: '/users/a%2Fb%40example.com',
    body: { admin: true },
    answer: anAccount(),
  },
  {
    name: 'users.remove',
    call: (api) => api.users.remove('a/b@example.com'),
    method: 'DELETE',
    path: '/users/a%2Fb%40example.com',
    answer: anAccount(),
  },
  {
    name: 'users.revokeTokens of one',
    call: (api) => api.users.revokeTokens('ann@example.com'),
    method: 'POST',
    path: '/users/actions/revoke-tokens',
    body: { user: 'ann@example.com' },
    answer: [anAccount()],
  },
  {
    name: 'users.revokeTokens of all',
    call: (api) => api.users.revokeTokens(),
    method: 'POST',
    path: '/users/actions/revoke-tokens',
    body: {},
    answer: [anAccount()],
  },
  {
    name: 'users.create',
    call: (api) => api.users.create(asked),
    method: 'POST',
    path: '/users',
    body: asked,
    answer: anAccount(),
  },
])
