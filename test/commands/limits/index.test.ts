import Limits from '../../../src/commands/limits/index.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'
import { aLimit, aProcessSettings } from '../../fixtures/resources.ts'

const limits = { memory: aLimit('256M', { own: true }), cpu: aLimit('1') }
const settings = [aProcessSettings('web', { size: 'custom', limits }), aProcessSettings('worker')]

testAnswers(Limits, 'limits', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/process-settings').reply(200, settings),
    stdout: 'web\t256M\t1\tcustom\nworker\t512M\t1\tStandard-1X\n',
  },
  {
    name: 'says where there are none',
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/process-settings').reply(200, []),
    stderr: 'No process types on blog: the first deploy makes them.\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/process-settings').reply(200, settings),
    stdout: `${JSON.stringify(settings, null, 2)}\n`,
  },
])
