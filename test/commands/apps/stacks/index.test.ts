import AppsStacks from '../../../../src/commands/apps/stacks/index.ts'
import { testAnswers, testRefusals } from '../../../fixtures/command-tables.ts'
import { anApp, aStack } from '../../../fixtures/resources.ts'

const stacks = [aStack('bookworm', { default: true }), aStack('container')]
const app = anApp({ build_stack: { id: 'container', name: 'container' } })

testRefusals(AppsStacks, 'apps:stacks', [
  { argv: ['a'], stderr: 'Error: Unexpected argument: a\nAdd --help to see what it takes.\n' },
])

testAnswers(AppsStacks, 'apps:stacks', [
  {
    argv: ['-a', 'blog'],
    name: 'marks what the next build stands on',
    stub: (api) => {
      api.get('/apps/blog').reply(200, app)
      api.get('/stacks').reply(200, stacks)
    },
    stdout: '=== blog Available Stacks\n\n  bookworm\n* container\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/apps/blog').reply(200, app)
      api.get('/stacks').reply(200, stacks)
    },
    stdout: JSON.stringify({ stack: app.stack, build_stack: app.build_stack, stacks }, null, 2) + '\n',
  },
])
