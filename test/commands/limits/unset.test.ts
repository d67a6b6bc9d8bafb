import LimitsUnset from '../../../src/commands/limits/unset.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'
import { aProcessSettings } from '../../fixtures/resources.ts'

const path = '/apps/blog/process-settings'

testAnswers(LimitsUnset, 'limits:unset', [
  {
    argv: ['web', 'worker', '-a', 'blog'],
    stub: (api) => {
      const updates = [
        { type: 'web', memory: null },
        { type: 'worker', memory: null },
      ]
      api.patch(path, { updates }).reply(200, [aProcessSettings('web')])
    },
    stdout: 'web\t512M\t1\tStandard-1X\n',
    stderr: 'Removing limits on blog... done\n',
  },
  {
    name: 'of CPUs',
    argv: ['--cpu', 'web', '-a', 'blog', '--json'],
    stub: (api) => api.patch(path, { updates: [{ type: 'web', cpu: null }] }).reply(200, []),
    stdout: '[]\n',
    stderr: 'Removing limits on blog... done\n',
  },
])
