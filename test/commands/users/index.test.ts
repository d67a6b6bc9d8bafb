import UsersList from '../../../src/commands/users/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAccount } from '../../fixtures/resources.ts'

testRefusals(UsersList, 'users', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const all = [anAccount({ admin: true }), anAccount({ id: 'user-ann', email: 'ann@example.com' })]

testAnswers(UsersList, 'users', [
  {
    argv: [],
    stub: (api) => api.get('/users').reply(200, all),
    stdout: 'ann@example.com\tuser\nmia@example.com\tadmin\n',
  },
  {
    argv: ['--limit', '1', '--json'],
    stub: (api) => api.get('/users').reply(200, all),
    stdout: JSON.stringify(all.slice(1), null, 2) + '\n',
  },
])
