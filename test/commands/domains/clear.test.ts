import DomainsClear from '../../../src/commands/domains/clear.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aDomain } from '../../fixtures/resources.ts'

testRefusals(DomainsClear, 'domains:clear', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const own = aDomain('blog.localhost', { kind: 'heroku', cname: null })
const [www, bare] = [aDomain('www.example.com'), aDomain('example.com')]

testAnswers(DomainsClear, 'domains:clear', [
  {
    argv: ['-a', 'blog', '--json'],
    name: "leaves the app's own",
    stub: (api) =>
      api
        .get('/apps/blog/domains')
        .reply(200, [own, www, bare])
        .delete('/apps/blog/domains/www.example.com')
        .reply(200, www)
        .delete('/apps/blog/domains/example.com')
        .reply(200, bare),
    stdout: JSON.stringify([www, bare], null, 2) + '\n',
    stderr: 'Removing all domains from blog... done\n',
  },
])
