import ReleasesOutput from '../../../src/commands/releases/output.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRelease } from '../../fixtures/resources.ts'

const output_stream_url = 'http://qp.test/outputs/r12?until=1&key=k'

testRefusals(ReleasesOutput, 'releases:output', [
  {
    argv: ['v12', 'v13', '-a', 'blog'],
    stderr: 'Error: Unexpected argument: v13\nAdd --help to see what it takes.\n',
  },
])

testAnswers(ReleasesOutput, 'releases:output', [
  {
    argv: ['v12', '-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog/releases/12').reply(200, aRelease(12, { output_stream_url }))
      api.get('/apps/blog/releases/12/output').reply(200, 'migrating\ndone\n')
    },
    stdout: 'migrating\ndone\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/apps/blog/releases').reply(206, [aRelease(14, { output_stream_url, status: 'failed' })])
      api.get('/apps/blog/releases/14/output').reply(200, 'no\n')
    },
    stdout: JSON.stringify({ version: 14, status: 'failed', output: 'no\n' }, null, 2) + '\n',
  },
  {
    argv: ['v1', '-a', 'blog'],
    name: 'says so where there is none',
    stub: (api) => api.get('/apps/blog/releases/1').reply(200, aRelease(1)),
    stderr: 'Release v1 has no output: it had no release command.\n',
  },
  {
    argv: ['x12', '-a', 'blog'],
    name: 'takes no other word for a release',
    stub: () => {},
    stderr: 'Error: x12 is no release. Name one like v12; `qp releases` lists them.\n',
    exitCode: 2,
  },
])
