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
    argv: [],
    name: 'names the clients that hold some',
    stub: (api) =>
      api.get('/oauth/authorizations').reply(200, [
        ...all,
        anAuthorization('a3', {
          description: 'Dash',
          client: { id: 'c1', name: 'Dash', redirect_uri: 'https://dash.example' },
        }),
      ]),
    stdout: 'CI\ta1\tglobal\t\nDash\ta3\tglobal\tDash\ndeploy\ta2\tread,write\t\n',
  },
  {
    argv: ['--json'],
    stub: (api) => api.get('/oauth/authorizations').reply(200, all),
    stdout: JSON.stringify(all.toReversed(), null, 2) + '\n',
  },
])
