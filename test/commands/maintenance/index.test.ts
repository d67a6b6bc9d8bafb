import MaintenanceInfo from '../../../src/commands/maintenance/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anApp } from '../../fixtures/resources.ts'

testRefusals(MaintenanceInfo, 'maintenance', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const app = anApp({ maintenance: true })

testAnswers(MaintenanceInfo, 'maintenance', [
  { argv: ['-a', 'blog'], stub: (api) => api.get('/apps/blog').reply(200, app), stdout: 'on\n' },
  { argv: ['-a', 'blog'], stub: (api) => api.get('/apps/blog').reply(200, anApp()), stdout: 'off\n' },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog').reply(200, app),
    stdout: JSON.stringify(app, null, 2) + '\n',
  },
])
