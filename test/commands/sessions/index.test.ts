import SessionsList from '../../../src/commands/sessions/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aSession } from '../../fixtures/resources.ts'

testRefusals(SessionsList, 'sessions', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const all = [aSession('s2'), aSession('s1', { description: 'desk', expires_in: 60 })]

testAnswers(SessionsList, 'sessions', [
  {
    argv: [],
    stub: (api) => api.get('/oauth/sessions').reply(200, all),
    stdout: 'desk\ts1\nqp login from laptop\ts2\n',
  },
  {
    argv: ['--json'],
    stub: (api) => api.get('/oauth/sessions').reply(200, all),
    stdout: JSON.stringify(all.toReversed(), null, 2) + '\n',
  },
])
