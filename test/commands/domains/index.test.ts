import DomainsList from '../../../src/commands/domains/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aDomain } from '../../fixtures/resources.ts'

testRefusals(DomainsList, 'domains', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const own = aDomain('blog.localhost', { kind: 'heroku', cname: null })
const sni_endpoint = { id: 'certificate-www', name: 'www' }
const domains = [own, aDomain('www.example.com', { sni_endpoint }), aDomain('example.com')]

testAnswers(DomainsList, 'domains', [
  {
    argv: ['-a', 'blog'],
    terminal: { isTTY: { stdout: true } },
    name: 'lists them in a terminal',
    stub: (api) => api.get('/apps/blog/domains').reply(200, domains),
    stdout: `=== blog Default Domain

blog.localhost

=== blog Custom Domains

Domain Name      DNS Record Type  DNS Target      SNI Endpoint
www.example.com  CNAME            blog.localhost  www
example.com      ALIAS or ANAME   blog.localhost
`,
  },
  {
    argv: ['-a', 'blog', '-c', '-x', '--sort', 'Domain Name'],
    name: 'gives comma-separated values and nothing else',
    stub: (api) => api.get('/apps/blog/domains').reply(200, domains),
    stdout: `Domain Name,DNS Record Type,DNS Target,SNI Endpoint,Status,ACM Status,ACM Status Reason
example.com,ALIAS or ANAME,blog.localhost,,succeeded,,
www.example.com,CNAME,blog.localhost,www,succeeded,,
`,
  },
  {
    argv: ['-a', 'blog', '--csv', '--columns', 'domain name', '--filter', 'SNI Endpoint=www', '--no-wrap'],
    name: 'gives what is asked for',
    stub: (api) => api.get('/apps/blog/domains').reply(200, domains),
    stdout: 'Domain Name\nwww.example.com\n',
  },
  {
    argv: ['-a', 'blog'],
    name: 'shows the one that each app has',
    stub: (api) => api.get('/apps/blog/domains').reply(200, [own]),
    stdout: '=== blog Default Domain\n\nblog.localhost\n',
  },
  {
    argv: ['-a', 'blog', '--json', '--limit', '1'],
    stub: (api) => api.get('/apps/blog/domains').reply(200, domains),
    stdout: JSON.stringify([own], null, 2) + '\n',
  },
])
