import { testRequests } from '../../fixtures/platform-requests.ts'
import { aKey } from '../../fixtures/resources.ts'

testRequests([
  {
    name: 'keys.list',
    call: (api) => api.keys.list(),
    method: 'GET',
    path: '/account/keys',
    answer: [aKey()],
  },
  {
    name: 'keys.add',
    call: (api) => api.keys.add({ public_key: 'ssh-ed25519 AAAA' }),
    method: 'POST',
    path: '/account/keys',
    body: { public_key: 'ssh-ed25519 AAAA' },
    answer: aKey(),
  },
  {
    name: 'keys.remove',
    call: (api) => api.keys.remove('mia@laptop'),
    method: 'DELETE',
    path: '/account/keys/mia%40laptop',
    answer: aKey(),
  },
])
