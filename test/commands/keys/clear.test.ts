import KeysClear from '../../../src/commands/keys/clear.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'
import { aKey } from '../../fixtures/resources.ts'

testAnswers(KeysClear, 'keys:clear', [
  {
    argv: ['--json'],
    stub: (api) => {
      api.get('/account/keys').reply(200, [aKey()])
      api.delete('/account/keys/key-1').reply(200, aKey())
    },
    stdout: JSON.stringify([aKey()], null, 2) + '\n',
    stderr: 'Removing all keys... done\n',
  },
])
