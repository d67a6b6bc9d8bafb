import { testRequests } from '../../fixtures/platform-requests.ts'
import { aRouting, aTls, aWhitelist } from '../../fixtures/resources.ts'

const [routing, tls, whitelist] = [aRouting(), aTls(), aWhitelist('192.0.2.7')]

testRequests([
  {
    name: 'routing.get',
    call: (api) => api.routing.get('blog'),
    method: 'GET',
    path: '/apps/blog/routing',
    answer: routing,
  },
  {
    name: 'routing.update',
    call: (api) => api.routing.update('blog', { enabled: false }),
    method: 'PATCH',
    path: '/apps/blog/routing',
    body: { enabled: false },
    answer: routing,
  },
  {
    name: 'tls.get',
    call: (api) => api.tls.get('blog'),
    method: 'GET',
    path: '/apps/blog/tls',
    answer: tls,
  },
  {
    name: 'tls.update',
    call: (api) => api.tls.update('blog', { https_enforced: true }),
    method: 'PATCH',
    path: '/apps/blog/tls',
    body: { https_enforced: true },
    answer: tls,
  },
  {
    name: 'whitelist.get',
    call: (api) => api.whitelist.get('blog'),
    method: 'GET',
    path: '/apps/blog/whitelist',
    answer: whitelist,
  },
  {
    name: 'whitelist.update',
    call: (api) => api.whitelist.update('blog', { add: ['::1'], remove: ['192.0.2.7'] }),
    method: 'PATCH',
    path: '/apps/blog/whitelist',
    body: { add: ['::1'], remove: ['192.0.2.7'] },
    answer: whitelist,
  },
])
