import { testRequests } from '../../fixtures/platform-requests.ts'
import { aCertificate } from '../../fixtures/resources.ts'

const www = aCertificate('www')
const texts = { certificate_chain: 'a chain', private_key: 'a key' }

testRequests([
  {
    name: 'certificates.list',
    call: (api) => api.certificates.list('blog'),
    method: 'GET',
    path: '/apps/blog/sni-endpoints',
    answer: [www],
  },
  {
    name: 'certificates.get',
    call: (api) => api.certificates.get('blog', 'www'),
    method: 'GET',
    path: '/apps/blog/sni-endpoints/www',
    answer: www,
  },
  {
    name: 'certificates.add',
    call: (api) => api.certificates.add('blog', { ...texts, name: 'www' }),
    method: 'POST',
    path: '/apps/blog/sni-endpoints',
    body: { ...texts, name: 'www' },
    answer: www,
  },
  {
    name: 'certificates.update',
    call: (api) => api.certificates.update('blog', 'www', texts),
    method: 'PATCH',
    path: '/apps/blog/sni-endpoints/www',
    body: texts,
    answer: www,
  },
  {
    name: 'certificates.remove',
    call: (api) => api.certificates.remove('blog', 'www'),
    method: 'DELETE',
    path: '/apps/blog/sni-endpoints/www',
    answer: www,
  },
])
