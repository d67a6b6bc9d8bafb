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

const vars = { A: '1', B: '2', C: '3', RAILS_ENV: 'test' }

testAnswers(ConfigUnset, 'config:unset', [
  {
    argv: ['A', 'B', '-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog/config-vars').reply(200, vars)
      api.patch('/apps/blog/config-vars', { A: null, B: null }).reply(200, { C: '3' })
      api.get('/apps/blog/releases').reply(200, [aRelease(14)])
    },
    stderr: 'Unsetting A, B and restarting blog... done, v14\n',
  },
  {
    argv: ['A', '-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/apps/blog/config-vars').reply(200, vars)
      api.patch('/apps/blog/config-vars', { A: null }).reply(200, { C: '3' })
      api.get('/apps/blog/releases').reply(200, [aRelease(14)])
    },
    stdout: '{\n  "C": "3"\n}\n',
    stderr: 'Unsetting A and restarting blog... done, v14\n',
  },
  {
    name: 'changes nothing, and restarts nothing, where none is set',
    argv: ['NOPE', 'RAILS_EVN', '-a', 'blog'],
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, vars),
    stderr:
      'Warning: NOPE is not set on blog.\nWarning: RAILS_EVN is not set on blog. Did you mean RAILS_ENV?\n',
  },
  {
    name: 'unsets those that are set',
    argv: ['A', 'NOPE', '-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog/config-vars').reply(200, vars)
      api.patch('/apps/blog/config-vars', { A: null }).reply(200, { C: '3' })
      api.get('/apps/blog/releases').reply(200, [aRelease(14)])
    },
    stderr: 'Warning: NOPE is not set on blog.\nUnsetting A and restarting blog... done, v14\n',
  },
])
