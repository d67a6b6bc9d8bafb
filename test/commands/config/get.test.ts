import ConfigGet from '../../../src/commands/config/get.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

testRefusals(ConfigGet, 'config:get', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nkeys  names of the config vars\nAdd --help to see what it takes.\n',
  },
])

testAnswers(ConfigGet, 'config:get', [
  {
    name: 'prints a value and nothing else',
    argv: ['MULTI', '-a', 'blog'],
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, { MULTI: 'a\nb', A: '1' }),
    stdout: 'a\nb\n',
  },
  {
    name: 'prints a line for each, empty for what is not set',
    argv: ['A', 'NONE', 'B', '-a', 'blog'],
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, { A: '1', B: '2' }),
    stdout: '1\n\n2\n',
  },
  {
    name: 'names on stderr what may have been meant',
    argv: ['GRETING', 'A', '-a', 'blog'],
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, { A: '1', GREETING: 'hi' }),
    stdout: '\n1\n',
    stderr: 'GRETING is not set. Did you mean GREETING?\n',
  },
  {
    argv: ['A', '-s', '-a', 'blog'],
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, { A: '$HOME x' }),
    stdout: "A='$HOME x'\n",
  },
  {
    name: 'tells unset from empty',
    argv: ['A', 'NONE', '--json', '-a', 'blog'],
    stub: (api) => api.get('/apps/blog/config-vars').reply(200, { A: '' }),
    stdout: '{\n  "A": "",\n  "NONE": null\n}\n',
  },
])
