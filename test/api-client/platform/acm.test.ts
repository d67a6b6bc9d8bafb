import { testRequests } from '../../fixtures/platform-requests.ts'
import { anApp } from '../../fixtures/resources.ts'

const path = '/apps/blog/acm'
const answer = anApp()

testRequests([
  { name: 'acm.enable', call: (api) => api.acm.enable('blog'), method: 'POST', path, body: {}, answer },
  { name: 'acm.disable', call: (api) => api.acm.disable('blog'), method: 'DELETE', path, answer },
  {
    name: 'acm.refresh',
    call: (api) => api.acm.refresh('blog'),
    method: 'PATCH',
    path,
    body: { acm_refresh: true },
    answer,
  },
])
