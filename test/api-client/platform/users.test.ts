import { testRequests } from '../../fixtures/platform-requests.ts'
import { anAccount } from '../../fixtures/resources.ts'

const asked = { email: 'ann@example.com', password: 'correct horse battery' }

testRequests([
  {
    name: 'users.create',
    call: (api) => api.users.create(asked),
    method: 'POST',
    path: '/users',
    body: asked,
    answer: anAccount(),
  },
])
