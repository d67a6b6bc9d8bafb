import AppsLeave from '../../../src/commands/apps/leave.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCollaborator, anAccount } from '../../fixtures/resources.ts'

testRefusals(AppsLeave, 'apps:leave', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const mia = aCollaborator('mia@example.com')

testAnswers(AppsLeave, 'apps:leave', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => {
      api.get('/account').reply(200, anAccount())
      api.delete('/apps/blog/collaborators/mia%40example.com').reply(200, mia)
    },
    stderr: 'Leaving blog... done\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/account').reply(200, anAccount())
      api.delete('/apps/blog/collaborators/mia%40example.com').reply(200, mia)
    },
    stdout: JSON.stringify(mia, null, 2) + '\n',
    stderr: 'Leaving blog... done\n',
  },
])
