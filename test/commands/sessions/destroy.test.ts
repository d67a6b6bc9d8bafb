import SessionsDestroy from '../../../src/commands/sessions/destroy.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aSession } from '../../fixtures/resources.ts'

testRefusals(SessionsDestroy, 'sessions:destroy', [
  {
    argv: [],
    stderr:
      'Error: Missing 1 required arg:\nid  its id, as `qp sessions` lists it\nAdd --help to see what it takes.\n',
  },
])

testAnswers(SessionsDestroy, 'sessions:destroy', [
  {
    argv: ['s1'],
    stub: (api) => api.delete('/oauth/sessions/s1').reply(200, aSession('s1')),
    stderr: 'Destroying s1... done\n',
  },
  {
    argv: ['s1', '--json'],
    stub: (api) => api.delete('/oauth/sessions/s1').reply(200, aSession('s1')),
    stdout: JSON.stringify(aSession('s1'), null, 2) + '\n',
    stderr: 'Destroying s1... done\n',
  },
])
