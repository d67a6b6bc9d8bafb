import { testRequests } from '../../fixtures/platform-requests.ts'
import { aDomain } from '../../fixtures/resources.ts'

const www = aDomain('www.example.com')

testRequests([
  {
    name: 'domains.list',
    call: (api) => api.domains.list('blog'),
    method: 'GET',
    path: '/apps/blog/domains',
    answer: [www],
  },
  {
    name: 'domains.add',
    call: (api) => api.domains.add('blog', { hostname: 'www.example.com' }),
    method: 'POST',
    path: '/apps/blog/domains',
    body: { hostname: 'www.example.com' },
    answer: www,
  },
  {
    name: 'domains.get',
    call: (api) => api.domains.get('blog', '*.example.com'),
    method: 'GET',
    path: '/apps/blog/domains/*.example.com',
    answer: www,
  },
  {
    name: 'domains.update',
    call: (api) => api.domains.update('blog', 'www.example.com', { sni_endpoint: null }),
    method: 'PATCH',
    path: '/apps/blog/domains/www.example.com',
    body: { sni_endpoint: null },
    answer: www,
  },
  {
    name: 'domains.remove',
    call: (api) => api.domains.remove('blog', 'www.example.com'),
    method: 'DELETE',
    path: '/apps/blog/domains/www.example.com',
    answer: www,
  },
])
