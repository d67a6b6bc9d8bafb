import { testRequests } from '../../fixtures/platform-requests.ts'

const wanted = { name: 'Amazing', redirect_uri: 'https://amazing.example.com/callback' }

testRequests([
  {
    name: 'oauthClients.list',
    call: (api) => api.oauthClients.list(),
    method: 'GET',
    path: '/oauth/clients',
    answer: [],
  },
  {
    name: 'oauthClients.create',
    call: (api) => api.oauthClients.create(wanted),
    method: 'POST',
    path: '/oauth/clients',
    body: wanted,
    answer: {},
  },
  {
    name: 'oauthClients.get',
    call: (api) => api.oauthClients.get('c/1'),
    method: 'GET',
    path: '/oauth/clients/c%2F1',
    answer: {},
  },
  {
    name: 'oauthClients.update',
    call: (api) => api.oauthClients.update('c1', { name: 'Better' }),
    method: 'PATCH',
    path: '/oauth/clients/c1',
    body: { name: 'Better' },
    answer: {},
  },
  {
    name: 'oauthClients.rotate',
    call: (api) => api.oauthClients.rotate('c1'),
    method: 'POST',
    path: '/oauth/clients/c1/actions/rotate-credentials',
    answer: {},
  },
  {
    name: 'oauthClients.remove',
    call: (api) => api.oauthClients.remove('c1'),
    method: 'DELETE',
    path: '/oauth/clients/c1',
    answer: {},
  },
])
