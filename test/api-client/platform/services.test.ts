import { testRequests } from '../../fixtures/platform-requests.ts'
import { aService } from '../../fixtures/resources.ts'

const hooks = aService('hooks', '/hooks')

testRequests([
  {
    name: 'services.list',
    call: (api) => api.services.list('blog'),
    method: 'GET',
    path: '/apps/blog/services',
    answer: [hooks],
  },
  {
    name: 'services.put',
    call: (api) => api.services.put('blog', { type: 'hooks', path_pattern: '/hooks' }),
    method: 'POST',
    path: '/apps/blog/services',
    body: { type: 'hooks', path_pattern: '/hooks' },
    answer: hooks,
  },
  {
    name: 'services.remove',
    call: (api) => api.services.remove('blog', 'hooks'),
    method: 'DELETE',
    path: '/apps/blog/services/hooks',
    answer: hooks,
  },
])
