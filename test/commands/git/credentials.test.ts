import GitCredentials from '../../../src/commands/git/credentials.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { stubToken } from '../../fixtures/run-command.ts'

testRefusals(GitCredentials, 'git:credentials', [
  {
    argv: [],
    stderr:
      'Error: Missing 1 required arg:\ncommand  get, store or erase\nAdd --help to see what it takes.\n',
  },
])

testAnswers(GitCredentials, 'git:credentials', [
  {
    argv: ['get'],
    name: 'gives the token as password',
    terminal: { input: 'protocol=http\nhost=qp.test\n\n' },
    stub: () => {},
    stdout: `username=qp\npassword=${stubToken}\n`,
  },
  {
    argv: ['get'],
    name: 'gives it to no other host',
    terminal: { input: 'protocol=http\nhost=qp.test.evil.test\n\n' },
    stub: () => {},
  },
  {
    argv: ['get'],
    name: 'gives it over no other protocol',
    terminal: { input: 'protocol=https\nhost=qp.test\n\n' },
    stub: () => {},
  },
  {
    argv: ['erase'],
    name: 'leaves it to logout',
    terminal: { input: 'protocol=http\nhost=qp.test\n\n' },
    stub: () => {},
  },
])
