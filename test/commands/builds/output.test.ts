import BuildsOutput from '../../../src/commands/builds/output.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aBuild } from '../../fixtures/resources.ts'

testRefusals(BuildsOutput, 'builds:output', [
  { argv: ['a', 'b'], stderr: 'Error: Unexpected argument: b\nAdd --help to see what it takes.\n' },
])

testAnswers(BuildsOutput, 'builds:output', [
  {
    argv: ['b7', '-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog/builds/b7').reply(200, aBuild({ id: 'b7' }))
      api.get('/apps/blog/builds/b7/output').reply(200, 'one\ntwo\n')
    },
    stdout: 'one\ntwo\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/apps/blog/builds').reply(200, [aBuild({ id: 'b7', status: 'failed' })])
      api.get('/apps/blog/builds/b7/output').reply(200, 'no\n')
    },
    stdout: JSON.stringify({ id: 'b7', status: 'failed', output: 'no\n' }, null, 2) + '\n',
  },
])
