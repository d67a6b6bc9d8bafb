import DomainsAdd from '../../../src/commands/domains/add.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aDomain } from '../../fixtures/resources.ts'

testRefusals(DomainsAdd, 'domains:add', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nhostname  the domain, such as www.example.com\nAdd --help to see what it takes.\n',
  },
])

testAnswers(DomainsAdd, 'domains:add', [
  {
    argv: ['www.example.com', '-c', 'www', '--wait', '-a', 'blog'],
    name: 'with a certificate, and waits',
    stub: (api) =>
      api
        .post('/apps/blog/domains', { hostname: 'www.example.com', sni_endpoint: 'www' })
        .reply(201, aDomain('www.example.com', { cname: null }))
        .get('/apps/blog/domains/www.example.com')
        .reply(200, aDomain('www.example.com')),
    stderr: 'Adding www.example.com to blog... done\nWaiting for www.example.com... done\n',
  },
  {
    argv: ['www.example.com', '-a', 'blog'],
    name: 'says where to point it',
    stub: (api) =>
      api.post('/apps/blog/domains', { hostname: 'www.example.com' }).reply(201, aDomain('www.example.com')),
    stderr: 'Adding www.example.com to blog... done\nPoint the domain to the DNS target blog.localhost\n',
  },
  {
    argv: ['www.example.com', '-a', 'blog', '--json'],
    stub: (api) => api.post('/apps/blog/domains').reply(201, aDomain('www.example.com', { cname: null })),
    stdout: JSON.stringify(aDomain('www.example.com', { cname: null }), null, 2) + '\n',
    stderr: 'Adding www.example.com to blog... done\n',
  },
])
