import { testRequests } from '../../fixtures/platform-requests.ts'
import { aCollaborator } from '../../fixtures/resources.ts'

const ann = aCollaborator('ann@example.com')

testRequests([
  {
    name: 'collaborators.list',
    call: (api) => api.collaborators.list('blog'),
    method: 'GET',
    path: '/apps/blog/collaborators',
    answer: [ann],
  },
  {
    name: 'collaborators.add',
    call: (api) => api.collaborators.add('blog', { user: 'ann@example.com' }),
    method: 'POST',
    path: '/apps/blog/collaborators',
    body: { user: 'ann@example.com' },
    answer: ann,
  },
  {
    name: 'collaborators.update',
    call: (api) => api.collaborators.update('blog', 'a/b@example.com', { permissions: ['view'] }),
    method: 'PATCH',
    path: '/apps/blog/collaborators/a%2Fb%40example.com',
    body: { permissions: ['view'] },
    answer: ann,
  },
  {
    name: 'collaborators.remove',
    call: (api) => api.collaborators.remove('blog', 'a/b@example.com'),
    method: 'DELETE',
    path: '/apps/blog/collaborators/a%2Fb%40example.com',
    answer: ann,
  },
])
