import UsersDestroy from '../../../src/commands/users/destroy.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAccount } from '../../fixtures/resources.ts'

testRefusals(UsersDestroy, 'users:destroy', [
  {
    argv: [],
    stderr: 'Error: Missing 1 required arg:\nemail  their email address\nAdd --help to see what it takes.\n',
  },
  {
    argv: ['ann@example.com'],
    stderr:
      'Error: This removes ann@example.com, their tokens and their access to apps. To proceed, add --confirm ann@example.com.\n',
  },
  {
    argv: ['ann@example.com', '--confirm', 'mia@example.com'],
    stderr: 'Error: Confirmation mia@example.com did not match ann@example.com. Aborted.\n',
    exitCode: 1,
  },
])

const ann = anAccount({ email: 'ann@example.com' })

testAnswers(UsersDestroy, 'users:destroy', [
  {
    argv: ['ann@example.com', '--confirm', 'ann@example.com'],
    stub: (api) => api.delete('/users/ann%40example.com').reply(200, ann),
    stderr: 'Removing user ann@example.com... done\n',
  },
  {
    argv: ['ann@example.com', '--confirm', 'ann@example.com', '--json'],
    stub: (api) => api.delete('/users/ann%40example.com').reply(200, ann),
    stdout: JSON.stringify(ann, null, 2) + '\n',
    stderr: 'Removing user ann@example.com... done\n',
  },
])
