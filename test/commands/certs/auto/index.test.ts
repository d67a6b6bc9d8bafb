import CertsAuto from '../../../../src/commands/certs/auto/index.ts'
import { testAnswers, testRefusals } from '../../../fixtures/command-tables.ts'
import { aDomain, anApp } from '../../../fixtures/resources.ts'

testRefusals(CertsAuto, 'certs:auto', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const own = aDomain('blog.localhost', { kind: 'heroku', cname: null })
const www = aDomain('www.example.com', { acm_status: 'ok' })
const waits = { ...www, acm_status: 'pending' }
const domains = '/apps/blog/domains'

testAnswers(CertsAuto, 'certs:auto', [
  {
    argv: ['-a', 'blog'],
    name: 'tells how far each is',
    stub: (api) =>
      api
        .get('/apps/blog')
        .reply(200, anApp({ acm: true }))
        .get(domains)
        .reply(200, [
          own,
          www,
          aDomain('a.test', { acm_status: 'failing', acm_status_reason: 'no answer' }),
          aDomain('b.test'),
        ]),
    stdout: `=== Automatic Certificate Management is enabled on blog

www.example.com	OK\t
a.test	Failing	no answer
b.test	Own certificate\t
`,
  },
  {
    argv: ['-a', 'blog', '--wait', '--json'],
    name: 'waits',
    stub: (api) =>
      api
        .get('/apps/blog')
        .reply(200, anApp({ acm: true }))
        .get(domains)
        .reply(200, [own, waits])
        .get(domains)
        .twice()
        .reply(200, [own, www]),
    stdout: JSON.stringify({ acm: true, domains: [www] }, null, 2) + '\n',
    stderr: 'Waiting for the certificates of blog... done\n',
  },
  {
    argv: ['-a', 'blog'],
    name: 'says where there is no domain',
    stub: (api) =>
      api
        .get('/apps/blog')
        .reply(200, anApp({ acm: true }))
        .get(domains)
        .reply(200, [own]),
    stdout: '=== Automatic Certificate Management is enabled on blog\n',
    stderr: 'blog has no domains yet: `qp domains:add DOMAIN` adds one.\n',
  },
  {
    argv: ['-a', 'blog', '--wait'],
    name: 'waits for nothing where it is off',
    stub: (api) => api.get('/apps/blog').reply(200, anApp()).get(domains).reply(200, [own, waits]),
    stdout: '=== Automatic Certificate Management is disabled on blog\n',
  },
])
