import AppsJoin from '../../../src/commands/apps/join.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCollaborator, anAccount } from '../../fixtures/resources.ts'

testRefusals(AppsJoin, 'apps:join', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const mia = aCollaborator('mia@example.com')

testAnswers(AppsJoin, 'apps:join', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => {
      api.get('/account').reply(200, anAccount())
      api.post('/apps/blog/collaborators', { user: 'mia@example.com' }).reply(200, mia)
    },
    stderr: 'Joining blog... done\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/account').reply(200, anAccount())
      api.post('/apps/blog/collaborators', { user: 'mia@example.com' }).reply(200, mia)
    },
    stdout: JSON.stringify(mia, null, 2) + '\n',
    stderr: 'Joining blog... done\n',
  },
])
