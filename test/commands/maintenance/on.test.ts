import MaintenanceOn from '../../../src/commands/maintenance/on.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anApp } from '../../fixtures/resources.ts'

testRefusals(MaintenanceOn, 'maintenance:on', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const app = anApp({ maintenance: true })

testAnswers(MaintenanceOn, 'maintenance:on', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.patch('/apps/blog', { maintenance: true }).reply(200, app),
    stderr: 'Enabling maintenance mode for blog... done\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.patch('/apps/blog', { maintenance: true }).reply(200, app),
    stdout: JSON.stringify(app, null, 2) + '\n',
    stderr: 'Enabling maintenance mode for blog... done\n',
  },
])
