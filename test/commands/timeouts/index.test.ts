import Timeouts from '../../../src/commands/timeouts/index.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'
import { aProcessSettings } from '../../fixtures/resources.ts'

const path = '/apps/blog/process-settings'
const settings = [
  aProcessSettings('web', { stop_timeout: { seconds: 60, own: true } }),
  aProcessSettings('worker'),
]

testAnswers(Timeouts, 'timeouts', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.get(path).reply(200, settings),
    stdout: 'web\t60\tthe app\nworker\t30\tdefault\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get(path).reply(200, settings),
    stdout: JSON.stringify(settings, null, 2) + '\n',
  },
  {
    name: 'says where there are none',
    argv: ['-a', 'blog'],
    stub: (api) => api.get(path).reply(200, []),
    stderr: 'No process types on blog: the first deploy makes them.\n',
  },
])
