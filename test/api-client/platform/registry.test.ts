import { testRequests } from '../../fixtures/platform-requests.ts'

const registry = { username: 'me', has_password: true }

testRequests([
  {
    name: 'registry.get',
    call: (api) => api.registry.get('blog'),
    method: 'GET',
    path: '/apps/blog/registry',
    answer: registry,
  },
  {
    name: 'registry.update',
    call: (api) => api.registry.update('blog', { username: 'me', password: null }),
    method: 'PATCH',
    path: '/apps/blog/registry',
    body: { username: 'me', password: null },
    answer: registry,
  },
])
