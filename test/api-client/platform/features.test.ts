import { testRequests } from '../../fixtures/platform-requests.ts'
import { aFeature } from '../../fixtures/resources.ts'

const spike = aFeature('spike')

testRequests([
  {
    name: 'features.list',
    call: (api) => api.features.list('blog'),
    method: 'GET',
    path: '/apps/blog/features',
    answer: [spike],
  },
  {
    name: 'features.get',
    call: (api) => api.features.get('blog', 'a/b'),
    method: 'GET',
    path: '/apps/blog/features/a%2Fb',
    answer: spike,
  },
  {
    name: 'features.update',
    call: (api) => api.features.update('blog', 'spike', { enabled: true }),
    method: 'PATCH',
    path: '/apps/blog/features/spike',
    body: { enabled: true },
    answer: spike,
  },
  {
    name: 'features.listOfAccount',
    call: (api) => api.features.listOfAccount(),
    method: 'GET',
    path: '/account/features',
    answer: [spike],
  },
  {
    name: 'features.getOfAccount',
    call: (api) => api.features.getOfAccount('a/b'),
    method: 'GET',
    path: '/account/features/a%2Fb',
    answer: spike,
  },
  {
    name: 'features.updateOfAccount',
    call: (api) => api.features.updateOfAccount('spike', { enabled: true }),
    method: 'PATCH',
    path: '/account/features/spike',
    body: { enabled: true },
    answer: spike,
  },
])
