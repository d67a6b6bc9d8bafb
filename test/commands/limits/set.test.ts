import LimitsSet from '../../../src/commands/limits/set.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aLimit, aProcessSettings } from '../../fixtures/resources.ts'

const path = '/apps/blog/process-settings'
const limits = { memory: aLimit('256M', { own: true }), cpu: aLimit('1') }
const answer = [aProcessSettings('web', { size: 'custom', limits })]

testAnswers(LimitsSet, 'limits:set', [
  {
    name: 'limits memory, of several types at once',
    argv: ['web=256M', 'worker=1G/2G', '-a', 'blog'],
    stub: (api) => {
      const updates = [
        { type: 'web', memory: '256M' },
        { type: 'worker', memory: '1G/2G' },
      ]
      api.patch(path, { updates }).reply(200, answer)
    },
    stdout: 'web\t256M\t1\tcustom\n',
    stderr: 'Applying limits on blog... done\n',
  },
  {
    name: 'limits CPUs',
    argv: ['--cpu', 'web=500m', '-a', 'blog', '--json'],
    stub: (api) => api.patch(path, { updates: [{ type: 'web', cpu: '500m' }] }).reply(200, []),
    stdout: '[]\n',
    stderr: 'Applying limits on blog... done\n',
  },
  {
    name: 'says memory as Deis does',
    argv: ['-m', 'web=1G', '-a', 'blog'],
    stub: (api) => api.patch(path, { updates: [{ type: 'web', memory: '1G' }] }).reply(200, answer),
    stdout: 'web\t256M\t1\tcustom\n',
    stderr: 'Applying limits on blog... done\n',
  },
])

testRefusals(LimitsSet, 'limits:set', [
  { argv: ['web', '-a', 'blog'], stderr: 'Error: "web" has no name and value. Write it like web=512M.\n' },
  {
    argv: ['web=1G', '--cpu', '--memory', '-a', 'blog'],
    stderr:
      'Error: --memory=true cannot also be provided when using --cpu\nAdd --help to see what it takes.\n',
  },
])
