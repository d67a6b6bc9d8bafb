import ServerDestroy from '../../../src/commands/server/destroy.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

// That it removes is test/controller/destroy-controller.test.ts's.
testRefusals(ServerDestroy, 'server:destroy', [
  {
    argv: ['--data-dir', 'a', '--confirm', 'b'],
    stderr: 'Error: Confirmation b does not match a. Nothing was removed.\n',
    exitCode: 1,
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
    stdout: `${JSON.stringify({ error: { code: 'failed', message: 'Confirmation b does not match a. Nothing was removed.' } }, null, 2)}\n`,
    exitCode: 1,
  },
])
