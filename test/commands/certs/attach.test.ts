import CertsAttach from '../../../src/commands/certs/attach.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aDomain } from '../../fixtures/resources.ts'

testRefusals(CertsAttach, 'certs:attach', [
  {
    argv: ['www', '-a', 'blog'],
    stderr: 'Error: Missing 1 required arg:\ndomain  domain of the app\nAdd --help to see what it takes.\n',
  },
])

const domain = aDomain('www.example.com', { sni_endpoint: { id: 'certificate-www', name: 'www' } })

testAnswers(CertsAttach, 'certs:attach', [
  {
    argv: ['www', 'www.example.com', '-a', 'blog', '--json'],
    stub: (api) =>
      api.patch('/apps/blog/domains/www.example.com', { sni_endpoint: 'www' }).reply(200, domain),
    stdout: JSON.stringify(domain, null, 2) + '\n',
    stderr: 'Attaching certificate www to domain www.example.com... done\n',
  },
])
