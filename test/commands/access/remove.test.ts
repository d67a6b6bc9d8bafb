import AccessRemove from '../../../src/commands/access/remove.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCollaborator } from '../../fixtures/resources.ts'

testRefusals(AccessRemove, 'access:remove', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: Missing 1 required arg:\nemail  their email address\nAdd --help to see what it takes.\n',
  },
])

const ann = aCollaborator('ann+x@example.com')

testAnswers(AccessRemove, 'access:remove', [
  {
    argv: ['ann+x@example.com', '-a', 'blog'],
    stub: (api) => api.delete('/apps/blog/collaborators/ann%2Bx%40example.com').reply(200, ann),
    stderr: 'Removing ann+x@example.com access from the app blog... done\n',
  },
  {
    argv: ['ann+x@example.com', '-a', 'blog', '--json'],
    stub: (api) => api.delete('/apps/blog/collaborators/ann%2Bx%40example.com').reply(200, ann),
    stdout: JSON.stringify(ann, null, 2) + '\n',
    stderr: 'Removing ann+x@example.com access from the app blog... done\n',
  },
])
