import RoutingDisable from '../../../src/commands/routing/disable.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRouting } from '../../fixtures/resources.ts'

testRefusals(RoutingDisable, 'routing:disable', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const routing = aRouting({ enabled: false })

testAnswers(RoutingDisable, 'routing:disable', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.patch('/apps/blog/routing', { enabled: false }).reply(200, routing),
    stderr: 'Disabling routing for blog... done\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.patch('/apps/blog/routing').reply(200, routing),
    stdout: JSON.stringify(routing, null, 2) + '\n',
    stderr: 'Disabling routing for blog... done\n',
  },
])
