import TlsEnable from '../../../src/commands/tls/enable.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aTls } from '../../fixtures/resources.ts'

testRefusals(TlsEnable, 'tls:enable', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const tls = aTls({ https_enforced: true })

testAnswers(TlsEnable, 'tls:enable', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.patch('/apps/blog/tls', { https_enforced: true }).reply(200, tls),
    stderr: 'Enabling https-only requests for blog... done\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.patch('/apps/blog/tls').reply(200, tls),
    stdout: JSON.stringify(tls, null, 2) + '\n',
    stderr: 'Enabling https-only requests for blog... done\n',
  },
])
