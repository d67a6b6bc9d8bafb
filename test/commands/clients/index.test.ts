import ClientsList from '../../../src/commands/clients/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anOAuthClient } from '../../fixtures/resources.ts'

testRefusals(ClientsList, 'clients', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const all = [anOAuthClient({ name: 'Zebra', id: 'c2' }), anOAuthClient()]

testAnswers(ClientsList, 'clients', [
  {
    argv: [],
    stub: (api) => api.get('/oauth/clients').reply(200, all),
    stdout:
      'Amazing\tclient-1\thttps://amazing.example.com/callback\n' +
      'Zebra\tc2\thttps://amazing.example.com/callback\n',
  },
  {
    argv: [],
    name: 'says that there are none',
    stub: (api) => api.get('/oauth/clients').reply(200, []),
    stderr: 'You have no OAuth clients. `qp clients:create` makes one.\n',
  },
  {
    argv: ['--json'],
    stub: (api) => api.get('/oauth/clients').reply(200, all),
    stdout: JSON.stringify(all.toReversed(), null, 2) + '\n',
  },
])
