import BuildsList from '../../../src/commands/builds/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aBuild } from '../../fixtures/resources.ts'

testRefusals(BuildsList, 'builds', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const source = (version: string) => ({ url: 'http://qp.test/source', version, checksum: null })

testAnswers(BuildsList, 'builds', [
  {
    argv: ['-a', 'blog'],
    name: 'lists the newest first',
    stub: (api) =>
      api
        .get('/apps/blog/builds')
        .reply(200, [
          aBuild({ id: 'b1', source_blob: source('0123abcd'.repeat(5)), created_at: '2026-11-22T09:00:00Z' }),
          aBuild({ id: 'b2', source_blob: source('example/blog:7'), status: 'failed' }),
        ]),
    stdout:
      '=== blog Builds\n\n' +
      'b2\tfailed\texample/blog:7\tmia@example.com\t2026/11/22 10:00:00 +0000 (~ 5m ago)\n' +
      'b1\tsucceeded\t0123abcd\tmia@example.com\t2026/11/22 09:00:00 +0000 (~ 1h ago)\n',
  },
  {
    argv: ['-a', 'blog'],
    name: 'says so where there are none',
    stub: (api) => api.get('/apps/blog/builds').reply(200, []),
    stderr: 'blog has no builds. `git push` or `qp builds:create` makes one.\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/builds').reply(200, [aBuild()]),
    stdout: JSON.stringify([aBuild()], null, 2) + '\n',
  },
])
