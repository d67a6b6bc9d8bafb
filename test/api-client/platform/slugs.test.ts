import { testRequests } from '../../fixtures/platform-requests.ts'
import { aSlug } from '../../fixtures/resources.ts'

testRequests([
  {
    name: 'slugs.get',
    call: (api) => api.slugs.get('blog', 'slug/1'),
    method: 'GET',
    path: '/apps/blog/slugs/slug%2F1',
    answer: aSlug(),
  },
])
