import ServerDestroy from '../../../src/commands/server/destroy.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

// That it removes is test/controller/destroy-controller.test.ts's.
testRefusals(ServerDestroy, 'server:destroy', [
  {
    argv: ['--data-dir', 'a', '--confirm', 'b'],
    stderr: 'Error: Confirmation b did not match a. Aborted.\n',
    exitCode: 1,
  },
  {
    argv: ['--data-dir', 'a'],
    stderr:
      'Error: This will remove the controller of a with all of its apps and all that they have stored. To proceed, add --confirm a.\n',
  },
  {
    argv: ['--data-dir', '/nowhere', '--confirm', '/nowhere'],
    stderr: 'Error: /nowhere is no data dir of a controller: it has no qp.sqlite. Nothing was removed.\n',
    exitCode: 1,
  },
])

testAnswers(ServerDestroy, 'server:destroy', [
  {
    name: 'fails in JSON',
    argv: ['--data-dir', 'a', '--confirm', 'b', '--json'],
    stub: () => {},
    stdout: `${JSON.stringify({ error: { code: 'not_confirmed', message: 'Confirmation b did not match a. Aborted.' } }, null, 2)}\n`,
    exitCode: 1,
  },
])
