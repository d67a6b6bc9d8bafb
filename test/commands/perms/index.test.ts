import PermsList from '../../../src/commands/perms/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCollaborator, anAccount } from '../../fixtures/resources.ts'

testRefusals(PermsList, 'perms', [
  {
    argv: ['--admin', '-a', 'blog'],
    stderr:
      'Error: --app=blog cannot also be provided when using --admin\nAdd --help to see what it takes.\n',
  },
])

const [mia, ann, bob] = [
  aCollaborator('mia@example.com', 'owner'),
  aCollaborator('ann@example.com'),
  aCollaborator('bob@example.com'),
]
const [root, user] = [anAccount({ email: 'root@example.com', admin: true }), anAccount()]

testAnswers(PermsList, 'perms', [
  {
    argv: ['-a', 'blog'],
    name: 'lists all but the owner',
    stub: (api) => api.get('/apps/blog/collaborators').reply(200, [mia, bob, ann]),
    stdout: 'ann@example.com\nbob@example.com\n',
  },
  {
    argv: ['-a', 'blog', '-l', '1', '--json'],
    stub: (api) => api.get('/apps/blog/collaborators').reply(200, [mia, bob, ann]),
    stdout: JSON.stringify([bob], null, 2) + '\n',
  },
  {
    argv: ['-a', 'blog'],
    name: 'says nothing where there is nobody',
    stub: (api) => api.get('/apps/blog/collaborators').reply(200, [mia]),
  },
  {
    argv: ['--admin'],
    stub: (api) => api.get('/users').reply(200, [user, root]),
    stdout: 'root@example.com\n',
  },
  {
    argv: ['--admin', '--json'],
    stub: (api) => api.get('/users').reply(200, [user, root]),
    stdout: JSON.stringify([root], null, 2) + '\n',
  },
])
