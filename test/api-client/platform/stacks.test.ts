import { testRequests } from '../../fixtures/platform-requests.ts'
import { aStack } from '../../fixtures/resources.ts'

testRequests([
  {
    name: 'stacks.list',
    call: (api) => api.stacks.list(),
    method: 'GET',
    path: '/stacks',
    answer: [aStack('bookworm')],
  },
])
