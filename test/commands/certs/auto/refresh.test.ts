import CertsAutoRefresh from '../../../../src/commands/certs/auto/refresh.ts'
import { testAnswers, testRefusals } from '../../../fixtures/command-tables.ts'
import { anApp } from '../../../fixtures/resources.ts'

testRefusals(CertsAutoRefresh, 'certs:auto:refresh', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

testAnswers(CertsAutoRefresh, 'certs:auto:refresh', [
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.patch('/apps/blog/acm', { acm_refresh: true }).reply(200, anApp({ acm: true })),
    stdout: JSON.stringify(anApp({ acm: true }), null, 2) + '\n',
    stderr: 'Refreshing Automatic Certificate Management... done\n',
  },
])
