import AuthToken from '../../../src/commands/auth/token.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

testRefusals(AuthToken, 'auth:token', [
  {
    argv: [],
    env: { QP_API_KEY: undefined },
    stderr: 'Error: not logged in to http://qp.test.\n`qp login http://qp.test` logs you in.\n',
    exitCode: 4,
  },
])

testAnswers(AuthToken, 'auth:token', [
  { argv: [], stub: () => {}, stdout: 'token-of-mia\n' },
  {
    argv: ['--json'],
    stub: () => {},
    stdout: '{\n  "url": "http://qp.test",\n  "token": "token-of-mia"\n}\n',
  },
])
