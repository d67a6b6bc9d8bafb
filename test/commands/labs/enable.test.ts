import LabsEnable from '../../../src/commands/labs/enable.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aFeature } from '../../fixtures/resources.ts'

testRefusals(LabsEnable, 'labs:enable', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nfeature  name of the feature\nAdd --help to see what it takes.\n',
  },
])

const own = '/account/features/spike'
const path = '/apps/blog/features/spike'
const [before, after] = [aFeature('spike', { enabled: false }), aFeature('spike', { enabled: true })]

testAnswers(LabsEnable, 'labs:enable', [
  {
    argv: ['spike'],
    name: "changes the account's",
    stub: (api) => api.get(own).reply(200, before).patch(own, { enabled: true }).reply(200, after),
    stderr: 'Enabling spike... done\n',
  },
  {
    argv: ['spike', '-a', 'blog', '--json'],
    name: "changes the app's where the account has none",
    stub: (api) => {
      api.get(own).reply(404, { id: 'not_found', message: 'No such feature: spike.' })
      api.get(path).reply(200, before).patch(path, { enabled: true }).reply(200, after)
    },
    stdout: JSON.stringify(after, null, 2) + '\n',
    stderr: 'Enabling spike... done\n',
  },
])
