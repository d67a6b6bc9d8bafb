import DomainsWait from '../../../src/commands/domains/wait.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aDomain } from '../../fixtures/resources.ts'

testRefusals(DomainsWait, 'domains:wait', [
  {
    argv: ['a.test', 'b.test'],
    stderr: 'Error: Unexpected argument: b.test\nAdd --help to see what it takes.\n',
  },
])

const own = aDomain('blog.localhost', { kind: 'heroku', cname: null, status: 'pending' })
const www = aDomain('www.example.com')
const path = '/apps/blog/domains/www.example.com'

testAnswers(DomainsWait, 'domains:wait', [
  {
    argv: ['www.example.com', '-a', 'blog'],
    name: 'asks until the router answers to it',
    stub: (api) =>
      api
        .get(path)
        .reply(200, { ...www, status: 'pending' })
        .get(path)
        .reply(200, www),
    stderr: 'Waiting for www.example.com... done\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    name: 'waits for all but the own',
    stub: (api) => api.get('/apps/blog/domains').reply(200, [own, www]),
    stdout: JSON.stringify([www], null, 2) + '\n',
    stderr: 'Waiting for the domains of blog... done\n',
  },
  {
    argv: ['www.example.com', '-a', 'blog'],
    name: 'ends where it failed',
    stub: (api) => api.get(path).reply(200, { ...www, status: 'failed' }),
    stderr: 'Waiting for www.example.com... failed\nError: The domain www.example.com could not be set up.\n',
    exitCode: 1,
  },
])
