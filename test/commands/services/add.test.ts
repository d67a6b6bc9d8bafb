import ServicesAdd from '../../../src/commands/services/add.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aService } from '../../fixtures/resources.ts'

testRefusals(ServicesAdd, 'services:add', [
  {
    argv: ['--type', 'hooks', '-a', 'blog'],
    stderr: 'Error: Missing required flag --route\nAdd --help to see what it takes.\n',
  },
])

const service = aService('hooks', '/hooks,= /h')
const body = { type: 'hooks', path_pattern: '/hooks,= /h' }
const argv = ['--type', 'hooks', '--route', '/hooks,= /h', '-a', 'blog']
const stderr = 'Adding hooks (/hooks,= /h) to blog... done\n'

testAnswers(ServicesAdd, 'services:add', [
  { argv, stub: (api) => api.post('/apps/blog/services', body).reply(201, service), stderr },
  {
    argv: [...argv, '--json'],
    stub: (api) => api.post('/apps/blog/services', body).reply(201, service),
    stdout: JSON.stringify(service, null, 2) + '\n',
    stderr,
  },
])
