import { testRequests } from '../../fixtures/platform-requests.ts'
import { aRegion } from '../../fixtures/resources.ts'

testRequests([
  {
    name: 'regions.list',
    call: (api) => api.regions.list(),
    method: 'GET',
    path: '/regions',
    answer: [aRegion()],
  },
])
