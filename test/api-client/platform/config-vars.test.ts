import { testRequests } from '../../fixtures/platform-requests.ts'

testRequests([
  {
    name: 'configVars.get',
    call: (api) => api.configVars.get('blog'),
    method: 'GET',
    path: '/apps/blog/config-vars',
    answer: { A: '1' },
  },
  {
    name: 'configVars.getOfRelease',
    call: (api) => api.configVars.getOfRelease('blog', 12),
    method: 'GET',
    path: '/apps/blog/releases/12/config-vars',
    answer: { A: '1' },
  },
  {
    name: 'configVars.update',
    call: (api) => api.configVars.update('blog', { A: 'a\n"b"', B: null }),
    method: 'PATCH',
    path: '/apps/blog/config-vars',
    body: { A: 'a\n"b"', B: null },
    headers: { accept: 'application/x-ndjson' },
    answer: { A: 'a\n"b"' },
  },
])
