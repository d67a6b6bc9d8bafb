import ClientsRotate from '../../../src/commands/clients/rotate.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anOAuthClient } from '../../fixtures/resources.ts'

testRefusals(ClientsRotate, 'clients:rotate', [
  {
    argv: [],
    stderr:
      'Error: Missing 1 required arg:\nid  its id, as `qp clients` lists it\nAdd --help to see what it takes.\n',
  },
])

const rotated = anOAuthClient({ secret: 'qp-new' })
const path = '/oauth/clients/client-1/actions/rotate-credentials'
const stderr = 'Updating client-1... done\n'

testAnswers(ClientsRotate, 'clients:rotate', [
  {
    argv: ['client-1'],
    stub: (api) => api.post(path).reply(200, rotated),
    stdout:
      '=== Amazing\ncreated_at:   2026-11-22T10:00:00Z\nid:           client-1\nname:         Amazing\n' +
      'redirect_uri: https://amazing.example.com/callback\nsecret:       qp-new\nupdated_at:   2026-11-22T10:00:00Z\n',
    stderr,
  },
  {
    argv: ['client-1', '-s'],
    stub: (api) => api.post(path).reply(200, rotated),
    stdout: 'HEROKU_OAUTH_ID=client-1\nHEROKU_OAUTH_SECRET=qp-new\n',
    stderr,
  },
  {
    argv: ['client-1', '--json'],
    stub: (api) => api.post(path).reply(200, rotated),
    stdout: JSON.stringify(rotated, null, 2) + '\n',
    stderr,
  },
])
