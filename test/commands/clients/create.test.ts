import ClientsCreate from '../../../src/commands/clients/create.ts'
import { type Answer, testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anOAuthClient } from '../../fixtures/resources.ts'

testRefusals(ClientsCreate, 'clients:create', [
  {
    argv: ['Amazing'],
    stderr:
      'Error: Missing 1 required arg:\n' +
      'redirect_uri  where codes are sent: by https://, or by http:// to localhost\n' +
      'Add --help to see what it takes.\n',
  },
])

const made = anOAuthClient({ secret: 'qp-secret' })
const asked = { name: 'Amazing', redirect_uri: 'https://amazing.example.com/callback' }
const stderr = 'Creating Amazing... done\n'

testAnswers(ClientsCreate, 'clients:create', [
  ...[[], ['--shell'], ['-s']].map(
    (flags): Answer => ({
      argv: ['Amazing', asked.redirect_uri, ...flags],
      stub: (api) => api.post('/oauth/clients', asked).reply(201, made),
      stdout: 'HEROKU_OAUTH_ID=client-1\nHEROKU_OAUTH_SECRET=qp-secret\n',
      stderr,
    }),
  ),
  {
    argv: ['Amazing', asked.redirect_uri, '--json'],
    stub: (api) => api.post('/oauth/clients', asked).reply(201, made),
    stdout: JSON.stringify(made, null, 2) + '\n',
    stderr,
  },
  {
    argv: ['Amazing', 'x'],
    name: 'passes on what is no address',
    stub: (api) => api.post('/oauth/clients').reply(422, { id: 'invalid_params', message: '"x" is no URL.' }),
    stderr: 'Creating Amazing... failed\nError: "x" is no URL.\n',
    exitCode: 1,
  },
])
