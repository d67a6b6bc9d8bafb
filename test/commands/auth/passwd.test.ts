import AuthPasswd from '../../../src/commands/auth/passwd.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAccount } from '../../fixtures/resources.ts'

testRefusals(AuthPasswd, 'auth:passwd', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const ann = anAccount({ email: 'ann@example.com' })
const warning = (flag: string) =>
  `Others on this machine can see a password in a command line: ${flag} FILE hides it.\n`

testAnswers(AuthPasswd, 'auth:passwd', [
  {
    argv: ['--password', 'old one', '--new-password', 'correct horse'],
    name: 'takes both as deis does, and says who may see them',
    stub: (api) => {
      api.get('/account').reply(200, anAccount())
      api.patch('/account', { password: 'old one', new_password: 'correct horse' }).reply(200, anAccount())
    },
    stderr:
      warning('--password-file') +
      warning('--new-password-file') +
      'Changing the password of mia@example.com... done\n',
  },
  {
    argv: ['--new-password-file', '-', '--json'],
    name: 'gives the first password to who has none',
    terminal: { input: 'correct horse\n' },
    stub: (api) => {
      api.get('/account').reply(200, anAccount())
      api.patch('/account', { new_password: 'correct horse' }).reply(200, anAccount())
    },
    stdout: JSON.stringify(anAccount(), null, 2) + '\n',
    stderr: 'Changing the password of mia@example.com... done\n',
  },
  {
    argv: ['--username', 'ann@example.com', '--new-password-file', '-'],
    name: "sets another user's, who is not asked for theirs",
    terminal: { input: 'correct horse\n' },
    stub: (api) => {
      api.get('/account').reply(200, anAccount())
      api.patch('/users/ann%40example.com', { new_password: 'correct horse' }).reply(200, ann)
    },
    stderr: 'Changing the password of ann@example.com... done\n',
  },
  {
    argv: [],
    name: 'asks nobody where there is no terminal',
    stub: (api) => api.get('/account').reply(200, anAccount()),
    stderr: 'Error: there is no terminal to ask for a password in. Add --new-password-file FILE.\n',
    exitCode: 2,
  },
])
