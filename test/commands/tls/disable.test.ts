import TlsDisable from '../../../src/commands/tls/disable.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aTls } from '../../fixtures/resources.ts'

testRefusals(TlsDisable, 'tls:disable', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const tls = aTls({ https_enforced: false })

testAnswers(TlsDisable, 'tls:disable', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.patch('/apps/blog/tls', { https_enforced: false }).reply(200, tls),
    stderr: 'Disabling https-only requests for blog... done\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.patch('/apps/blog/tls').reply(200, tls),
    stdout: JSON.stringify(tls, null, 2) + '\n',
    stderr: 'Disabling https-only requests for blog... done\n',
  },
])
