import RoutingEnable from '../../../src/commands/routing/enable.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRouting } from '../../fixtures/resources.ts'

testRefusals(RoutingEnable, 'routing:enable', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const routing = aRouting({ enabled: true })

testAnswers(RoutingEnable, 'routing:enable', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.patch('/apps/blog/routing', { enabled: true }).reply(200, routing),
    stderr: 'Enabling routing for blog... done\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.patch('/apps/blog/routing').reply(200, routing),
    stdout: JSON.stringify(routing, null, 2) + '\n',
    stderr: 'Enabling routing for blog... done\n',
  },
])
