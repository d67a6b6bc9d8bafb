import { testRequests } from '../../fixtures/platform-requests.ts'
import { anAccount } from '../../fixtures/resources.ts'

testRequests([
  {
    name: 'account.get',
    call: (api) => api.account.get(),
    method: 'GET',
    path: '/account',
    answer: anAccount(),
  },
])
