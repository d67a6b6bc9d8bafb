import { testRequests } from '../../fixtures/platform-requests.ts'
import { aRun } from '../../fixtures/resources.ts'

testRequests([
  {
    name: 'runs.list',
    call: (api) => api.runs.list('blog'),
    method: 'GET',
    path: '/apps/blog/runs',
    answer: [aRun('run.1')],
  },
  {
    name: 'runs.list of all',
    call: (api) => api.runs.list('blog', { all: true }),
    method: 'GET',
    path: '/apps/blog/runs?all=true',
    answer: [aRun('run.1'), aRun('run.2', { exit_code: 3, reason: 'exited' })],
  },
  {
    name: 'runs.get',
    call: (api) => api.runs.get('blog', 'run.1'),
    method: 'GET',
    path: '/apps/blog/runs/run.1',
    answer: aRun('run.1'),
  },
  {
    name: 'runs.get of a strange name',
    call: (api) => api.runs.get('blog', 'a/b'),
    method: 'GET',
    path: '/apps/blog/runs/a%2Fb',
    answer: aRun('a/b'),
  },
  {
    name: 'runs.stop',
    call: (api) => api.runs.stop('blog', 'run.1'),
    method: 'POST',
    path: '/apps/blog/runs/run.1/actions/stop',
    answer: aRun('run.1'),
  },
])
