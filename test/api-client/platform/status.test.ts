import { testRequests } from '../../fixtures/platform-requests.ts'
import { aStatus } from '../../fixtures/resources.ts'

testRequests([
  { name: 'status.get', call: (api) => api.status.get(), method: 'GET', path: '/status', answer: aStatus() },
])
