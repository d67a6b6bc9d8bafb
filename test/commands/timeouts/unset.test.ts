import TimeoutsUnset from '../../../src/commands/timeouts/unset.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'
import { aProcessSettings } from '../../fixtures/resources.ts'

const path = '/apps/blog/process-settings'
const before = [
  aProcessSettings('web', { stop_timeout: { seconds: 60, own: true } }),
  aProcessSettings('worker'),
]

testAnswers(TimeoutsUnset, 'timeouts:unset', [
  {
    argv: ['web', '-a', 'blog'],
    stub: (api) => {
      api.get(path).reply(200, before)
      api
        .patch(path, { updates: [{ type: 'web', stop_timeout: null }] })
        .reply(200, [aProcessSettings('web')])
    },
    stdout: 'web\t30\tdefault\n',
    stderr: 'Removing timeouts on blog... done\n',
  },
  {
    name: 'notes what is not there, and does the rest',
    argv: ['web', 'worker', '-a', 'blog', '--json'],
    stub: (api) => {
      api.get(path).reply(200, before)
      api
        .patch(path, { updates: [{ type: 'web', stop_timeout: null }] })
        .reply(200, [aProcessSettings('web')])
    },
    stdout: JSON.stringify([aProcessSettings('web')], null, 2) + '\n',
    stderr: 'Warning: worker has no timeout of its own on blog.\nRemoving timeouts on blog... done\n',
  },
  {
    name: 'changes nothing where none is there',
    argv: ['worker', '-a', 'blog'],
    stub: (api) => api.get(path).reply(200, before),
    stderr: 'Warning: worker has no timeout of its own on blog.\n',
  },
])
