import PluginsList from '../../../src/commands/plugins/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

testRefusals(PluginsList, 'plugins', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

testAnswers(PluginsList, 'plugins', [
  {
    argv: [],
    env: { PATH: '' },
    stub: () => {},
    stderr: 'No plugins. `qp plugins:install NAME` installs one.\n',
  },
  {
    argv: ['--json'],
    env: { PATH: '' },
    stub: () => {},
    stdout: '[]\n',
  },
])
