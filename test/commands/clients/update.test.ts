import ClientsUpdate from '../../../src/commands/clients/update.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anOAuthClient } from '../../fixtures/resources.ts'

testRefusals(ClientsUpdate, 'clients:update', [
  {
    argv: ['client-1'],
    stderr: 'Error: There is nothing to change. Name it by --name, --url, or both.\n',
  },
])

const changed = anOAuthClient({ name: 'Better' })
const stderr = 'Updating client-1... done\n'

testAnswers(ClientsUpdate, 'clients:update', [
  {
    argv: ['client-1', '-n', 'Better'],
    stub: (api) => api.patch('/oauth/clients/client-1', { name: 'Better' }).reply(200, changed),
    stderr,
  },
  {
    argv: ['client-1', '--url', 'https://x.example', '--json'],
    stub: (api) =>
      api.patch('/oauth/clients/client-1', { redirect_uri: 'https://x.example' }).reply(200, changed),
    stdout: JSON.stringify(changed, null, 2) + '\n',
    stderr,
  },
])
