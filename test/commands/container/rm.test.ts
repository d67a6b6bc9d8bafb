import ContainerRm from '../../../src/commands/container/rm.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRelease } from '../../fixtures/resources.ts'

testRefusals(ContainerRm, 'container:rm', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: Missing 1 required arg:\ntypes  process types\nAdd --help to see what it takes.\n',
  },
])

testAnswers(ContainerRm, 'container:rm', [
  {
    argv: ['worker', '-a', 'blog', '--json'],
    stub: (api) =>
      api.post('/apps/blog/container-images/actions/remove', { types: ['worker'] }).reply(201, aRelease(5)),
    stdout: JSON.stringify(aRelease(5), null, 2) + '\n',
    stderr: 'Removing worker from blog... done, v5\n',
  },
])
