import AuthorizationsRevoke from '../../../src/commands/authorizations/revoke.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAuthorization } from '../../fixtures/resources.ts'

testRefusals(AuthorizationsRevoke, 'authorizations:revoke', [
  {
    argv: [],
    stderr:
      'Error: Missing 1 required arg:\nid  its id, as `qp authorizations` lists it\nAdd --help to see what it takes.\n',
  },
])

const ci = anAuthorization('a1')
const stderr = 'Revoking OAuth Authorization... done, revoked authorization from CI\n'

testAnswers(AuthorizationsRevoke, 'authorizations:revoke', [
  { argv: ['a1'], stub: (api) => api.delete('/oauth/authorizations/a1').reply(200, ci), stderr },
  {
    argv: ['a1', '--json'],
    stub: (api) => api.delete('/oauth/authorizations/a1').reply(200, ci),
    stdout: JSON.stringify(ci, null, 2) + '\n',
    stderr,
  },
])
