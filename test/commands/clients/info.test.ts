import ClientsInfo from '../../../src/commands/clients/info.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anOAuthClient } from '../../fixtures/resources.ts'

testRefusals(ClientsInfo, 'clients:info', [
  {
    argv: [],
    stderr:
      'Error: Missing 1 required arg:\nid  its id, as `qp clients` lists it\nAdd --help to see what it takes.\n',
  },
])

testAnswers(ClientsInfo, 'clients:info', [
  {
    argv: ['client-1'],
    stub: (api) => api.get('/oauth/clients/client-1').reply(200, anOAuthClient()),
    stdout:
      '=== Amazing\ncreated_at:   2026-11-22T10:00:00Z\nid:           client-1\nname:         Amazing\n' +
      'redirect_uri: https://amazing.example.com/callback\nupdated_at:   2026-11-22T10:00:00Z\n',
  },
  {
    argv: ['client-1', '--shell'],
    stub: (api) => api.get('/oauth/clients/client-1').reply(200, anOAuthClient()),
    stdout: 'HEROKU_OAUTH_ID=client-1\n',
  },
  {
    argv: ['client-1', '--json'],
    stub: (api) => api.get('/oauth/clients/client-1').reply(200, anOAuthClient()),
    stdout: JSON.stringify(anOAuthClient(), null, 2) + '\n',
  },
])
