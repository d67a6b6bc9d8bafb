import { testRequests } from '../../fixtures/platform-requests.ts'
import { aFormation } from '../../fixtures/resources.ts'

const updates = [{ type: 'web', quantity: '+1', size: 'Basic' }]

testRequests([
  {
    name: 'formation.list',
    call: (api) => api.formation.list('blog'),
    method: 'GET',
    path: '/apps/blog/formation',
    answer: [aFormation('web', 1)],
  },
  {
    name: 'formation.update',
    call: (api) => api.formation.update('blog', updates),
    method: 'PATCH',
    path: '/apps/blog/formation',
    body: { updates },
    headers: { accept: 'application/x-ndjson' },
    answer: [aFormation('web', 2)],
  },
])
