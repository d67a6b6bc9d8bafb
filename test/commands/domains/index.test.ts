import DomainsList from '../../../src/commands/domains/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aDomain } from '../../fixtures/resources.ts'

testRefusals(DomainsList, 'domains', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const own = aDomain('blog.localhost', { kind: 'heroku', cname: null })
const domains = [own, aDomain('www.example.com'), aDomain('example.com')]

testAnswers(DomainsList, 'domains', [
  {
    argv: ['-a', 'blog'],
    terminal: { isTTY: { stdout: true } },
    name: 'lists them in a terminal',
    stub: (api) => api.get('/apps/blog/domains').reply(200, domains),
    stdout: `=== blog Default Domain

blog.localhost

=== blog Custom Domains

Domain Name      DNS Record Type  DNS Target
www.example.com  CNAME            blog.localhost
example.com      ALIAS or ANAME   blog.localhost
`,
  },
  {
    argv: ['-a', 'blog'],
    name: 'shows the one that each app has',
    stub: (api) => api.get('/apps/blog/domains').reply(200, [own]),
    stdout: '=== blog Default Domain\n\nblog.localhost\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/domains').reply(200, [own]),
    stdout: JSON.stringify([own], null, 2) + '\n',
  },
])
