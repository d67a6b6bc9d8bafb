import AppsStacksSet from '../../../../src/commands/apps/stacks/set.ts'
import { testAnswers, testRefusals } from '../../../fixtures/command-tables.ts'
import { anApp } from '../../../fixtures/resources.ts'

const app = anApp({ build_stack: { id: 'container', name: 'container' } })
const stderr =
  'Setting the stack of blog to container... done\n`git push` makes a release that stands on container.\n'

testRefusals(AppsStacksSet, 'apps:stacks:set', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nstack  its name, as `qp stack` lists it\nAdd --help to see what it takes.\n',
  },
])

testAnswers(AppsStacksSet, 'apps:stacks:set', [
  {
    argv: ['container', '-a', 'blog', '--json'],
    stub: (api) => api.patch('/apps/blog', { build_stack: 'container' }).reply(200, app),
    stdout: JSON.stringify(app, null, 2) + '\n',
    stderr,
  },
])
