import MaintenanceOff from '../../../src/commands/maintenance/off.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anApp } from '../../fixtures/resources.ts'

testRefusals(MaintenanceOff, 'maintenance:off', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const app = anApp({ maintenance: false })

testAnswers(MaintenanceOff, 'maintenance:off', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.patch('/apps/blog', { maintenance: false }).reply(200, app),
    stderr: 'Disabling maintenance mode for blog... done\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.patch('/apps/blog', { maintenance: false }).reply(200, app),
    stdout: JSON.stringify(app, null, 2) + '\n',
    stderr: 'Disabling maintenance mode for blog... done\n',
  },
])
