import PermsCreate from '../../../src/commands/perms/create.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCollaborator, anAccount } from '../../fixtures/resources.ts'

testRefusals(PermsCreate, 'perms:create', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nusername  their email address\nAdd --help to see what it takes.\n',
  },
])

const collaborator = aCollaborator('ann@example.com')
const account = anAccount({ email: 'ann@example.com', admin: true })

testAnswers(PermsCreate, 'perms:create', [
  {
    argv: ['ann@example.com', '-a', 'blog'],
    stub: (api) => api.post('/apps/blog/collaborators', { user: 'ann@example.com' }).reply(200, collaborator),
    stderr: 'Adding ann@example.com to blog collaborators... done\n',
  },
  {
    argv: ['ann@example.com', '--admin'],
    stub: (api) => api.patch('/users/ann%40example.com', { admin: true }).reply(200, account),
    stderr: 'Adding ann@example.com to system administrators... done\n',
  },
  {
    argv: ['ann@example.com', '--admin', '--json'],
    stub: (api) => api.patch('/users/ann%40example.com').reply(200, account),
    stdout: JSON.stringify(account, null, 2) + '\n',
    stderr: 'Adding ann@example.com to system administrators... done\n',
  },
])
