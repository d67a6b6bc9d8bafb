import DomainsUpdate from '../../../src/commands/domains/update.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aDomain } from '../../fixtures/resources.ts'

testRefusals(DomainsUpdate, 'domains:update', [
  {
    argv: ['www.example.com', '-a', 'blog'],
    stderr: 'Error: Missing required flag --cert\nAdd --help to see what it takes.\n',
  },
])

const www = aDomain('www.example.com', { sni_endpoint: { id: 'certificate-www', name: 'www' } })

testAnswers(DomainsUpdate, 'domains:update', [
  {
    argv: ['www.example.com', '--cert', 'www', '-a', 'blog', '--json'],
    stub: (api) => api.patch('/apps/blog/domains/www.example.com', { sni_endpoint: 'www' }).reply(200, www),
    stdout: JSON.stringify(www, null, 2) + '\n',
    stderr: 'Updating www.example.com to use www certificate... done\n',
  },
])
