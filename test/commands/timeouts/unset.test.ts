import TimeoutsUnset from '../../../src/commands/timeouts/unset.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'
import { aProcessSettings } from '../../fixtures/resources.ts'

testAnswers(TimeoutsUnset, 'timeouts:unset', [
  {
    argv: ['web', '-a', 'blog'],
    stub: (api) => {
      const updates = [{ type: 'web', stop_timeout: null }]
      api.patch('/apps/blog/process-settings', { updates }).reply(200, [aProcessSettings('web')])
    },
    stdout: 'web\t30\tdefault\n',
    stderr: 'Removing timeouts on blog... done\n',
  },
  {
    argv: ['web', '-a', 'blog', '--json'],
    stub: (api) => api.patch('/apps/blog/process-settings').reply(200, [aProcessSettings('web')]),
    stdout: JSON.stringify([aProcessSettings('web')], null, 2) + '\n',
    stderr: 'Removing timeouts on blog... done\n',
  },
])
