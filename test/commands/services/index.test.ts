import ServicesList from '../../../src/commands/services/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aService } from '../../fixtures/resources.ts'

testRefusals(ServicesList, 'services', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const services = [aService('hooks', '/hooks,~ ^/users/[0-9]+/hooks'), aService('reports', '/reports')]

testAnswers(ServicesList, 'services', [
  {
    argv: ['-a', 'blog'],
    terminal: { isTTY: { stdout: true } },
    name: 'lists them in a terminal',
    stub: (api) => api.get('/apps/blog/services').reply(200, services),
    stdout: `=== blog Services

Type     Route
hooks    /hooks,~ ^/users/[0-9]+/hooks
reports  /reports
`,
  },
  {
    argv: ['-a', 'blog'],
    name: 'says what it means that there is none',
    stub: (api) => api.get('/apps/blog/services').reply(200, []),
    stderr: 'blog has no services: web gets every request. `qp services:add` adds one.\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/services').reply(200, services),
    stdout: JSON.stringify(services, null, 2) + '\n',
  },
])
