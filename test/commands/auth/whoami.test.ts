import AuthWhoami from '../../../src/commands/auth/whoami.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAccount } from '../../fixtures/resources.ts'

testRefusals(AuthWhoami, 'auth:whoami', [
  {
    argv: [],
    env: { QP_URL: undefined, QP_API_KEY: undefined },
    stderr: 'Error: not logged in to any controller.\n`qp login URL` logs you in.\n',
    exitCode: 4,
  },
])

testAnswers(AuthWhoami, 'auth:whoami', [
  {
    argv: [],
    stub: (api) => api.get('/account').reply(200, anAccount()),
    stdout: 'mia@example.com\n',
  },
  {
    argv: ['--all'],
    stub: (api) => api.get('/account').reply(200, anAccount({ admin: true })),
    stdout:
      'ID:         user-mia\nEmail:      mia@example.com\nAdmin:      yes\nCreated at: 2026-11-22T10:00:00Z\n',
  },
  {
    name: 'answers with a name and an address, where there are both',
    argv: ['--all'],
    stub: (api) => api.get('/account').reply(200, anAccount({ email: 'jim', address: 'jim@example.com' })),
    stdout:
      'ID:         user-mia\nUsername:   jim\nEmail:      jim@example.com\nAdmin:      no\nCreated at: 2026-11-22T10:00:00Z\n',
  },
  {
    argv: ['--json'],
    stub: (api) => api.get('/account').reply(200, anAccount()),
    stdout: JSON.stringify(anAccount(), null, 2) + '\n',
  },
])
