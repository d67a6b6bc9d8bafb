import { testRequests } from '../../fixtures/platform-requests.ts'
import { anApp, aTransfer } from '../../fixtures/resources.ts'

const accept = 'application/vnd.heroku+json; version=3'

testRequests([
  {
    name: 'apps.transfer',
    call: (api) => api.apps.transfer({ app: 'blog', recipient: 'ann@example.com' }),
    method: 'POST',
    path: '/account/app-transfers',
    body: { app: 'blog', recipient: 'ann@example.com' },
    answer: aTransfer('ann@example.com'),
  },
  {
    name: 'apps.list',
    call: (api) => api.apps.list(),
    method: 'GET',
    path: '/users/~/apps',
    headers: { accept },
    answer: [anApp()],
  },
  {
    name: 'apps.list of all',
    call: (api) => api.apps.list({ all: true }),
    method: 'GET',
    path: '/apps',
    answer: [],
  },
  {
    name: 'apps.list of a label',
    call: (api) => api.apps.list({ label: 'team=a b' }),
    method: 'GET',
    path: '/users/~/apps?label=team%3Da%20b',
    answer: [],
  },
  {
    name: 'apps.get',
    call: (api) => api.apps.get('blog'),
    method: 'GET',
    path: '/apps/blog',
    answer: anApp(),
  },
  {
    name: 'apps.create',
    call: (api) => api.apps.create({ name: 'blog' }),
    method: 'POST',
    path: '/apps',
    body: { name: 'blog' },
    answer: anApp(),
  },
  {
    name: 'apps.destroy',
    call: (api) => api.apps.destroy('blog'),
    method: 'DELETE',
    path: '/apps/blog',
    answer: anApp(),
  },
])
