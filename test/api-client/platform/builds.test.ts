import { testRequests } from '../../fixtures/platform-requests.ts'
import { aBuild } from '../../fixtures/resources.ts'

testRequests([
  {
    name: 'builds.list',
    call: (api) => api.builds.list('blog'),
    method: 'GET',
    path: '/apps/blog/builds',
    answer: [aBuild()],
  },
  {
    name: 'builds.create',
    call: (api) => api.builds.create('blog', { image: 'blog:7' }),
    method: 'POST',
    path: '/apps/blog/builds',
    body: { image: 'blog:7' },
    headers: { accept: 'application/x-ndjson' },
    answer: aBuild(),
  },
])
