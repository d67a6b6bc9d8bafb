import RoutingInfo from '../../../src/commands/routing/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRouting } from '../../fixtures/resources.ts'

testRefusals(RoutingInfo, 'routing', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const routing = aRouting({ enabled: false })

testAnswers(RoutingInfo, 'routing', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/routing').reply(200, aRouting()),
    stdout: 'Routing is enabled.\n',
  },
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/routing').reply(200, routing),
    stdout: 'Routing is disabled.\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/routing').reply(200, routing),
    stdout: JSON.stringify(routing, null, 2) + '\n',
  },
])
