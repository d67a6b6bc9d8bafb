import BuildsInfo from '../../../src/commands/builds/info.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aBuild } from '../../fixtures/resources.ts'

testRefusals(BuildsInfo, 'builds:info', [
  { argv: ['a', 'b'], stderr: 'Error: Unexpected argument: b\nAdd --help to see what it takes.\n' },
])

testAnswers(BuildsInfo, 'builds:info', [
  {
    argv: ['b7', '-a', 'blog'],
    stub: (api) =>
      api
        .get('/apps/blog/builds/b7')
        .reply(200, aBuild({ id: 'b7', slug: { id: 's1' }, release: null, stack: 'bookworm' })),
    stdout:
      '=== Build b7\n\nBy:     mia@example.com\nOf:     http://qp.test/source\nStatus: succeeded\nWhen:   2026/11/22 10:00:00 +0000 (~ 5m ago)\nStack:  bookworm\nSlug:   s1\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/builds').reply(200, [aBuild()]),
    stdout: JSON.stringify(aBuild(), null, 2) + '\n',
  },
])
