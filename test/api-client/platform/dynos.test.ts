import { testRequests } from '../../fixtures/platform-requests.ts'
import { aDyno } from '../../fixtures/resources.ts'

const accept = 'application/x-ndjson'

testRequests([
  {
    name: 'dynos.list',
    call: (api) => api.dynos.list('blog'),
    method: 'GET',
    path: '/apps/blog/dynos',
    answer: [aDyno('web.1')],
  },
  {
    name: 'dynos.create',
    call: (api) => api.dynos.create('blog', { argv: ['ls', '-l'], attach: true }),
    method: 'POST',
    path: '/apps/blog/dynos',
    body: { argv: ['ls', '-l'], attach: true },
    answer: aDyno('run.1'),
  },
  {
    name: 'dynos.restart',
    call: (api) => api.dynos.restart('blog'),
    method: 'DELETE',
    path: '/apps/blog/dynos',
    headers: { accept },
    answer: {},
    result: undefined,
  },
  {
    name: 'dynos.restart of one',
    call: (api) => api.dynos.restart('blog', 'web.1'),
    method: 'DELETE',
    path: '/apps/blog/dynos/web.1',
    answer: {},
    result: undefined,
  },
  {
    name: 'dynos.restart of a type',
    call: (api) => api.dynos.restart('blog', 'web'),
    method: 'DELETE',
    path: '/apps/blog/formations/web',
    answer: {},
    result: undefined,
  },
  {
    name: 'dynos.stop of one',
    call: (api) => api.dynos.stop('blog', 'run.1'),
    method: 'POST',
    path: '/apps/blog/dynos/run.1/actions/stop',
    answer: {},
    result: undefined,
  },
  {
    name: 'dynos.stop of a type',
    call: (api) => api.dynos.stop('blog', 'run'),
    method: 'POST',
    path: '/apps/blog/formations/run/actions/stop',
    answer: {},
    result: undefined,
  },
])
