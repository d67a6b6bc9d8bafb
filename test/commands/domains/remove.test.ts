import DomainsRemove from '../../../src/commands/domains/remove.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aDomain } from '../../fixtures/resources.ts'

testRefusals(DomainsRemove, 'domains:remove', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nhostname  the domain, such as www.example.com\nAdd --help to see what it takes.\n',
  },
])

testAnswers(DomainsRemove, 'domains:remove', [
  {
    argv: ['*.example.com', '-a', 'blog'],
    stub: (api) => api.delete('/apps/blog/domains/*.example.com').reply(200, aDomain('*.example.com')),
    stderr: 'Removing *.example.com from blog... done\n',
  },
  {
    argv: ['www.example.com', '-a', 'blog', '--json'],
    stub: (api) => api.delete('/apps/blog/domains/www.example.com').reply(200, aDomain('www.example.com')),
    stdout: JSON.stringify(aDomain('www.example.com'), null, 2) + '\n',
    stderr: 'Removing www.example.com from blog... done\n',
  },
])
