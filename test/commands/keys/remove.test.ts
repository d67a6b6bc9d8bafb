import KeysRemove from '../../../src/commands/keys/remove.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'
import { aKey } from '../../fixtures/resources.ts'

testAnswers(KeysRemove, 'keys:remove', [
  {
    argv: ['mia@laptop', '--json'],
    stub: (api) => api.delete('/account/keys/mia%40laptop').reply(200, aKey()),
    stdout: JSON.stringify(aKey(), null, 2) + '\n',
    stderr: 'Removing the key mia@laptop... done\n',
  },
  {
    argv: ['x'],
    name: 'says what the controller says',
    stub: (api) => api.delete('/account/keys/x').reply(404, { id: 'not_found', message: 'No such key: x.' }),
    stderr: 'Removing the key x... failed\nError: No such key: x.\n',
    exitCode: 1,
  },
])
