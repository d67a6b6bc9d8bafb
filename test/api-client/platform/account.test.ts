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
  {
    name: 'account.register',
    call: (api) => api.account.register({ email: 'ann@example.com', password: 'correct horse' }),
    method: 'POST',
    path: '/account',
    body: { email: 'ann@example.com', password: 'correct horse' },
    answer: anAccount(),
  },
  {
    name: 'account.changePassword',
    call: (api) => api.account.changePassword({ password: 'old', new_password: 'correct horse' }),
    method: 'PATCH',
    path: '/account',
    body: { password: 'old', new_password: 'correct horse' },
    answer: anAccount(),
  },
  {
    name: 'account.cancel',
    call: (api) => api.account.cancel(),
    method: 'DELETE',
    path: '/account',
    answer: anAccount(),
  },
])
