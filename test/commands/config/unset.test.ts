import ConfigUnset from '../../../src/commands/config/unset.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRelease } from '../../fixtures/resources.ts'

testRefusals(ConfigUnset, 'config:unset', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nkeys  names of the config vars\nAdd --help to see what it takes.\n',
  },
])

testAnswers(ConfigUnset, 'config:unset', [
  {
    argv: ['A', 'B', '-a', 'blog'],
    stub: (api) => {
      api.patch('/apps/blog/config-vars', { A: null, B: null }).reply(200, { C: '3' })
      api.get('/apps/blog/releases').reply(200, [aRelease(14)])
    },
    stderr: 'Unsetting A, B and restarting blog... done, v14\n',
  },
  {
    argv: ['A', '-a', 'blog', '--json'],
    stub: (api) => {
      api.patch('/apps/blog/config-vars', { A: null }).reply(200, { C: '3' })
      api.get('/apps/blog/releases').reply(200, [aRelease(14)])
    },
    stdout: '{\n  "C": "3"\n}\n',
    stderr: 'Unsetting A and restarting blog... done, v14\n',
  },
])
