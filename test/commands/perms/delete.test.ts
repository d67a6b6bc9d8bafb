import PermsDelete from '../../../src/commands/perms/delete.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCollaborator, anAccount } from '../../fixtures/resources.ts'

testRefusals(PermsDelete, 'perms:delete', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nusername  their email address\nAdd --help to see what it takes.\n',
  },
])

const collaborator = aCollaborator('ann@example.com')
const account = anAccount({ email: 'ann@example.com', admin: false })

testAnswers(PermsDelete, 'perms:delete', [
  {
    argv: ['ann@example.com', '-a', 'blog'],
    stub: (api) => api.delete('/apps/blog/collaborators/ann%40example.com').reply(200, collaborator),
    stderr: 'Removing ann@example.com from blog collaborators... done\n',
  },
  {
    argv: ['ann@example.com', '--admin'],
    stub: (api) => api.patch('/users/ann%40example.com', { admin: false }).reply(200, account),
    stderr: 'Removing ann@example.com from system administrators... done\n',
  },
  {
    argv: ['ann@example.com', '--admin', '--json'],
    stub: (api) => api.patch('/users/ann%40example.com').reply(200, account),
    stdout: JSON.stringify(account, null, 2) + '\n',
    stderr: 'Removing ann@example.com from system administrators... done\n',
  },
])
