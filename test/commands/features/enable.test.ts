import FeaturesEnable from '../../../src/commands/features/enable.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aFeature } from '../../fixtures/resources.ts'

testRefusals(FeaturesEnable, 'features:enable', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nfeature  name of the feature\nAdd --help to see what it takes.\n',
  },
])

const path = '/apps/blog/features/spike'
const [before, after] = [aFeature('spike', { enabled: false }), aFeature('spike', { enabled: true })]

testAnswers(FeaturesEnable, 'features:enable', [
  {
    argv: ['spike', '-a', 'blog'],
    stub: (api) => api.get(path).reply(200, before).patch(path, { enabled: true }).reply(200, after),
    stderr: 'Enabling spike for blog... done\n',
  },
  {
    argv: ['spike', '-a', 'blog', '--json'],
    stub: (api) => api.get(path).reply(200, before).patch(path).reply(200, after),
    stdout: JSON.stringify(after, null, 2) + '\n',
    stderr: 'Enabling spike for blog... done\n',
  },
  {
    argv: ['spike', '-a', 'blog'],
    name: 'fails where it is so already',
    stub: (api) => api.get(path).reply(200, after),
    stderr: 'Enabling spike for blog... failed\nError: spike is already enabled.\n',
    exitCode: 1,
  },
])
