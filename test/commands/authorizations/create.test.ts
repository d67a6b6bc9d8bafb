import AuthorizationsCreate from '../../../src/commands/authorizations/create.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAuthorization } from '../../fixtures/resources.ts'

testRefusals(AuthorizationsCreate, 'authorizations:create', [
  {
    argv: ['-e', '0'],
    stderr:
      'Error: --expires-in: Expected an integer greater than or equal to 1 but received: 0\nAdd --help to see what it takes.\n',
  },
])

const made = anAuthorization('a1', { access_token: { id: 'a1', token: 'qp-secret', expires_in: 3600 } })
const stderr = 'Creating OAuth Authorization... done\n'

testAnswers(AuthorizationsCreate, 'authorizations:create', [
  {
    argv: ['-d', 'CI', '-e', '3600', '-s', 'read, write'],
    stub: (api) =>
      api
        .post('/oauth/authorizations', { description: 'CI', expires_in: 3600, scope: ['read', 'write'] })
        .reply(201, made),
    stdout:
      'ID:          a1\nDescription: CI\nScope:       global\nToken:       qp-secret\n' +
      'Updated at:  2026-11-22T10:00:00Z\nExpires in:  3600 seconds\n',
    stderr,
  },
  {
    argv: ['--short'],
    stub: (api) => api.post('/oauth/authorizations', {}).reply(201, made),
    stdout: 'qp-secret\n',
    stderr,
  },
  {
    argv: ['--json'],
    stub: (api) => api.post('/oauth/authorizations', {}).reply(201, made),
    stdout: JSON.stringify(made, null, 2) + '\n',
    stderr,
  },
  {
    argv: ['-s', 'all'],
    name: 'passes on what is no scope',
    stub: (api) =>
      api
        .post('/oauth/authorizations', { scope: ['all'] })
        .reply(422, { id: 'invalid_params', message: 'No such scope: all.' }),
    stderr: 'Creating OAuth Authorization... failed\nError: No such scope: all.\n',
    exitCode: 1,
  },
])
