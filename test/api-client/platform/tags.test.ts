import { testRequests } from '../../fixtures/platform-requests.ts'

const tags = { tags: { rack: '1' }, nodes: [{ name: 'vm', tags: { rack: '1' }, matches: true }] }

testRequests([
  {
    name: 'tags.get',
    call: (api) => api.tags.get('blog'),
    method: 'GET',
    path: '/apps/blog/tags',
    answer: tags,
  },
  {
    name: 'tags.update',
    call: (api) => api.tags.update('blog', { rack: '1', ssd: null }),
    method: 'PATCH',
    path: '/apps/blog/tags',
    body: { rack: '1', ssd: null },
    answer: tags,
  },
  {
    name: 'labels.get',
    call: (api) => api.labels.get('blog'),
    method: 'GET',
    path: '/apps/blog/labels',
    answer: { team: 'frontend' },
  },
  {
    name: 'labels.update',
    call: (api) => api.labels.update('blog', { team: null }),
    method: 'PATCH',
    path: '/apps/blog/labels',
    body: { team: null },
    answer: {},
  },
])
