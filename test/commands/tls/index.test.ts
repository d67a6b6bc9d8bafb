import TlsInfo from '../../../src/commands/tls/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aTls } from '../../fixtures/resources.ts'

testRefusals(TlsInfo, 'tls', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const tls = aTls({ https_enforced: true })

testAnswers(TlsInfo, 'tls', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/tls').reply(200, tls),
    stdout: '=== blog TLS\n\nHTTPS Enforced: true\n',
  },
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/tls').reply(200, aTls()),
    stdout: '=== blog TLS\n\nHTTPS Enforced: not set\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/tls').reply(200, tls),
    stdout: JSON.stringify(tls, null, 2) + '\n',
  },
])
