import AuthorizationsUpdate from '../../../src/commands/authorizations/update.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAuthorization } from '../../fixtures/resources.ts'

testRefusals(AuthorizationsUpdate, 'authorizations:update', [
  {
    argv: ['~'],
    stderr: 'Error: There is nothing to change. Say what it is for by --description.\n',
  },
  {
    argv: ['~', '--client-id', 'c1'],
    stderr:
      'Error: All of the following must be provided when using --client-id: --client-secret\nAdd --help to see what it takes.\n',
  },
])

const laptop = anAuthorization('a1', { description: 'my laptop' })
const stderr = 'Updating OAuth Authorization... done\n'

testAnswers(AuthorizationsUpdate, 'authorizations:update', [
  {
    argv: ['~', '-d', 'my laptop'],
    stub: (api) => api.patch('/oauth/authorizations/~', { description: 'my laptop' }).reply(200, laptop),
    stdout:
      'ID:          a1\nDescription: my laptop\nScope:       global\nUpdated at:  2026-11-22T10:00:00Z\n',
    stderr,
  },
  {
    argv: ['a1', '--client-id', 'c1', '--client-secret', 'qp-1'],
    stub: (api) =>
      api
        .patch('/oauth/authorizations/a1', { client: { id: 'c1', secret: 'qp-1' } })
        .reply(200, { ...laptop, client: { id: 'c1', name: 'Amazing', redirect_uri: 'https://x.example' } }),
    stdout:
      'Client:      Amazing\nID:          a1\nDescription: my laptop\nScope:       global\nUpdated at:  2026-11-22T10:00:00Z\n',
    stderr,
  },
  {
    argv: ['a1', '-d', 'my laptop', '--json'],
    stub: (api) => api.patch('/oauth/authorizations/a1').reply(200, laptop),
    stdout: JSON.stringify(laptop, null, 2) + '\n',
    stderr,
  },
])
