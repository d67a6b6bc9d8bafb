import BuildsCancel from '../../../src/commands/builds/cancel.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aBuild } from '../../fixtures/resources.ts'

testRefusals(BuildsCancel, 'builds:cancel', [
  { argv: ['a', 'b'], stderr: 'Error: Unexpected argument: b\nAdd --help to see what it takes.\n' },
])

testAnswers(BuildsCancel, 'builds:cancel', [
  {
    argv: ['b7', '-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog/builds/b7').reply(200, aBuild({ id: 'b7', status: 'pending' }))
      api.delete('/apps/blog/builds/b7').reply(200, aBuild({ id: 'b7', status: 'pending' }))
    },
    stderr: 'Stopping the build b7 of blog... done\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/apps/blog/builds').reply(200, [aBuild({ id: 'b7' })])
      api.delete('/apps/blog/builds/b7').reply(409, { id: 'conflict', message: 'The build b7 is over.' })
    },
    stdout:
      '{\n  "error": {\n    "code": "conflict",\n    "message": "The build b7 is over.",\n    "status": 409\n  }\n}\n',
    stderr: 'Stopping the build b7 of blog... failed\n',
    exitCode: 1,
  },
])
