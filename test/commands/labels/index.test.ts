import Labels from '../../../src/commands/labels/index.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'

testAnswers(Labels, 'labels', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/labels').reply(200, { team: 'frontend', tier: '1' }),
    stdout: 'team\tfrontend\ntier\t1\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/labels').reply(200, { team: 'frontend' }),
    stdout: JSON.stringify({ team: 'frontend' }, null, 2) + '\n',
  },
  {
    name: 'says where there are none',
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/labels').reply(200, {}),
    stderr: 'No labels on blog. `qp labels:set team=…` sets one.\n',
  },
])
