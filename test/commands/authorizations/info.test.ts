import AuthorizationsInfo from '../../../src/commands/authorizations/info.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAuthorization } from '../../fixtures/resources.ts'

testRefusals(AuthorizationsInfo, 'authorizations:info', [
  {
    argv: [],
    stderr:
      'Error: Missing 1 required arg:\nid  its id, as `qp authorizations` lists it\nAdd --help to see what it takes.\n',
  },
])

const ci = anAuthorization('a1')

testAnswers(AuthorizationsInfo, 'authorizations:info', [
  {
    argv: ['~'],
    stub: (api) => api.get('/oauth/authorizations/~').reply(200, ci),
    stdout: 'ID:          a1\nDescription: CI\nScope:       global\nUpdated at:  2026-11-22T10:00:00Z\n',
  },
  {
    argv: ['a1', '--json'],
    stub: (api) => api.get('/oauth/authorizations/a1').reply(200, ci),
    stdout: JSON.stringify(ci, null, 2) + '\n',
  },
])
