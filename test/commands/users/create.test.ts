import UsersCreate from '../../../src/commands/users/create.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAccount } from '../../fixtures/resources.ts'

testRefusals(UsersCreate, 'users:create', [
  {
    argv: ['ann@example.com'],
    stderr: 'Error: there is no terminal to ask for a password in. Add --password-file FILE.\n',
  },
  {
    argv: ['ann@example.com', '--password-file', 'nowhere'],
    stderr: "Error: nowhere can't be read: there is no such file.\n",
    exitCode: 1,
  },
])

const password = 'correct horse battery'

testAnswers(UsersCreate, 'users:create', [
  {
    argv: ['ann@example.com', '--password-file', '-'],
    terminal: { input: `${password}\n` },
    stub: (api) => api.post('/users', { email: 'ann@example.com', password }).reply(201, anAccount()),
    stderr: 'Creating user ann@example.com... done\n',
  },
  {
    argv: ['ann@example.com', '--admin', '--password-file', '-', '--json'],
    terminal: { input: password },
    stub: (api) =>
      api.post('/users', { email: 'ann@example.com', password, admin: true }).reply(201, anAccount()),
    stdout: JSON.stringify(anAccount(), null, 2) + '\n',
    stderr: 'Creating user ann@example.com... done\n',
  },
  {
    argv: ['ann@example.com', '--password-file', '-'],
    name: 'passes on a refusal',
    terminal: { input: password },
    stub: (api) =>
      api.post('/users').reply(409, { id: 'conflict', message: 'There is a user ann@example.com already.' }),
    stderr: 'Creating user ann@example.com... failed\nError: There is a user ann@example.com already.\n',
    exitCode: 1,
  },
])
