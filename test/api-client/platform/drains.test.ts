import { testRequests } from '../../fixtures/platform-requests.ts'
import { aLogDrain } from '../../fixtures/resources.ts'

const drain = aLogDrain()

testRequests([
  {
    name: 'drains.list',
    call: (api) => api.drains.list('blog'),
    method: 'GET',
    path: '/apps/blog/log-drains',
    answer: [drain],
  },
  {
    name: 'drains.list, extended',
    call: (api) => api.drains.list('blog', { extended: true }),
    method: 'GET',
    path: '/apps/blog/log-drains?extended=true',
    answer: [drain],
  },
  {
    name: 'drains.add',
    call: (api) => api.drains.add('blog', { url: drain.url }),
    method: 'POST',
    path: '/apps/blog/log-drains',
    body: { url: drain.url },
    answer: drain,
  },
  {
    name: 'drains.remove',
    call: (api) => api.drains.remove('blog', 'https://a/b?c'),
    method: 'DELETE',
    path: '/apps/blog/log-drains/https%3A%2F%2Fa%2Fb%3Fc',
    answer: drain,
  },
])
