import AuthorizationsList from '../../../src/commands/authorizations/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAuthorization } from '../../fixtures/resources.ts'

testRefusals(AuthorizationsList, 'authorizations', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const all = [
  anAuthorization('a2', { description: 'deploy', scope: ['read', 'write'] }),
  anAuthorization('a1', { description: 'CI' }),
]

testAnswers(AuthorizationsList, 'authorizations', [
  {
    argv: [],
    stub: (api) => api.get('/oauth/authorizations').reply(200, all),
    stdout: 'CI\ta1\tglobal\ndeploy\ta2\tread,write\n',
  },
  {
    argv: ['--json'],
    stub: (api) => api.get('/oauth/authorizations').reply(200, all),
    stdout: JSON.stringify(all.toReversed(), null, 2) + '\n',
  },
])
