import TimeoutsSet from '../../../src/commands/timeouts/set.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aProcessSettings } from '../../fixtures/resources.ts'

testAnswers(TimeoutsSet, 'timeouts:set', [
  {
    argv: ['web=60', 'worker=0', '-a', 'blog'],
    stub: (api) => {
      const updates = [
        { type: 'web', stop_timeout: 60 },
        { type: 'worker', stop_timeout: 0 },
      ]
      api.patch('/apps/blog/process-settings', { updates }).reply(200, [aProcessSettings('web')])
    },
    stdout: 'web\t30\tdefault\n',
    stderr: 'Applying timeouts on blog... done\n',
  },
  {
    argv: ['web=60', '-a', 'blog', '--json'],
    stub: (api) => api.patch('/apps/blog/process-settings').reply(200, [aProcessSettings('web')]),
    stdout: JSON.stringify([aProcessSettings('web')], null, 2) + '\n',
    stderr: 'Applying timeouts on blog... done\n',
  },
])

testRefusals(TimeoutsSet, 'timeouts:set', [
  {
    argv: ['web=soon', '-a', 'blog'],
    stderr: 'Error: soon is no number of seconds. Write it like web=60.\n',
  },
])
