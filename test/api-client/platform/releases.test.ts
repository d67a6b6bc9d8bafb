import { testRequests } from '../../fixtures/platform-requests.ts'
import { aRelease } from '../../fixtures/resources.ts'

testRequests([
  {
    name: 'releases.list',
    call: (api) => api.releases.list('blog'),
    method: 'GET',
    path: '/apps/blog/releases',
    headers: { range: 'version ..; order=desc' },
    answer: [aRelease(2), aRelease(1)],
  },
  {
    name: 'releases.list of the newest',
    call: (api) => api.releases.list('blog', { max: 1 }),
    method: 'GET',
    path: '/apps/blog/releases',
    headers: { range: 'version ..; order=desc, max=1' },
    answer: [aRelease(2), aRelease(1)],
    result: [aRelease(2)],
  },
  {
    name: 'releases.get',
    call: (api) => api.releases.get('blog', 12),
    method: 'GET',
    path: '/apps/blog/releases/12',
    answer: aRelease(12),
  },
  {
    name: 'releases.rollback',
    call: (api) => api.releases.rollback('blog', 'r12'),
    method: 'POST',
    path: '/apps/blog/releases',
    body: { release: 'r12' },
    headers: { accept: 'application/x-ndjson' },
    answer: aRelease(14),
  },
])
