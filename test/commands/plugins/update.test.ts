import PluginsUpdate from '../../../src/commands/plugins/update.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

testRefusals(PluginsUpdate, 'plugins:update', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

testAnswers(PluginsUpdate, 'plugins:update', [
  {
    name: 'has nothing to do without plugins',
    argv: ['--json'],
    stub: () => {},
    stdout: '[]\n',
    stderr: 'Updating plugins... done\n',
  },
])
