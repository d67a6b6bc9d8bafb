import ClientsDestroy from '../../../src/commands/clients/destroy.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anOAuthClient } from '../../fixtures/resources.ts'

testRefusals(ClientsDestroy, 'clients:destroy', [
  {
    argv: [],
    stderr:
      'Error: Missing 1 required arg:\nid  its id, as `qp clients` lists it\nAdd --help to see what it takes.\n',
  },
])

const stderr = 'Destroying client-1... done\n'

testAnswers(ClientsDestroy, 'clients:destroy', [
  {
    argv: ['client-1'],
    stub: (api) => api.delete('/oauth/clients/client-1').reply(200, anOAuthClient()),
    stderr,
  },
  {
    argv: ['client-1', '--json'],
    stub: (api) => api.delete('/oauth/clients/client-1').reply(200, anOAuthClient()),
    stdout: JSON.stringify(anOAuthClient(), null, 2) + '\n',
    stderr,
  },
])
