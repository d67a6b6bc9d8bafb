import CertsDetach from '../../../src/commands/certs/detach.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aDomain } from '../../fixtures/resources.ts'

testRefusals(CertsDetach, 'certs:detach', [
  {
    argv: ['www', '-a', 'blog'],
    stderr: 'Error: Missing 1 required arg:\ndomain  domain of the app\nAdd --help to see what it takes.\n',
  },
])

const without = aDomain('www.example.com')
const domain = aDomain('www.example.com', { sni_endpoint: { id: 'certificate-www', name: 'www' } })
const path = '/apps/blog/domains/www.example.com'

testAnswers(CertsDetach, 'certs:detach', [
  {
    argv: ['www', 'www.example.com', '-a', 'blog', '--json'],
    stub: (api) => api.get(path).reply(200, domain).patch(path, { sni_endpoint: null }).reply(200, without),
    stdout: JSON.stringify(without, null, 2) + '\n',
    stderr: 'Detaching certificate www from domain www.example.com... done\n',
  },
  {
    argv: ['own', 'www.example.com', '-a', 'blog'],
    name: 'leaves another certificate',
    stub: (api) => api.get(path).reply(200, domain),
    stderr: 'Error: www.example.com is served with www, not own.\n',
    exitCode: 1,
  },
  {
    argv: ['www', 'www.example.com', '-a', 'blog'],
    name: 'says so where there is none',
    stub: (api) => api.get(path).reply(200, without),
    stderr: 'Error: www.example.com is served with no certificate, not www.\n',
    exitCode: 1,
  },
])
