import ServicesRemove from '../../../src/commands/services/remove.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aService } from '../../fixtures/resources.ts'

testRefusals(ServicesRemove, 'services:remove', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\ntype  process type of the service\nAdd --help to see what it takes.\n',
  },
])

const service = aService('hooks', '/hooks')

testAnswers(ServicesRemove, 'services:remove', [
  {
    argv: ['hooks', '-a', 'blog'],
    stub: (api) => api.delete('/apps/blog/services/hooks').reply(200, service),
    stderr: 'Removing hooks from blog... done\n',
  },
  {
    argv: ['hooks', '-a', 'blog', '--json'],
    stub: (api) => api.delete('/apps/blog/services/hooks').reply(200, service),
    stdout: JSON.stringify(service, null, 2) + '\n',
    stderr: 'Removing hooks from blog... done\n',
  },
])
