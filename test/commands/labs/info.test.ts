import LabsInfo from '../../../src/commands/labs/info.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aFeature } from '../../fixtures/resources.ts'

testRefusals(LabsInfo, 'labs:info', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nfeature  name of the feature\nAdd --help to see what it takes.\n',
  },
])

const spike = aFeature('spike', { description: 'Pierce', doc_url: 'https://docs.example.com/spike' })

testAnswers(LabsInfo, 'labs:info', [
  {
    argv: ['spike', '-a', 'blog'],
    name: "finds the account's first",
    stub: (api) => api.get('/account/features/spike').reply(200, spike),
    stdout:
      '=== spike\n\nDescription: Pierce\nDocs:        https://docs.example.com/spike\nEnabled:     false\n',
  },
  {
    argv: ['spike', '-a', 'blog', '--json'],
    name: "finds the app's",
    stub: (api) => {
      api.get('/account/features/spike').reply(404, { id: 'not_found', message: 'No such feature: spike.' })
      api.get('/apps/blog/features/spike').reply(200, spike)
    },
    stdout: JSON.stringify(spike, null, 2) + '\n',
  },
  {
    argv: ['spike'],
    name: 'says that there is none',
    stub: (api) => {
      api.get('/account/features/spike').reply(404, { id: 'not_found', message: 'No such feature: spike.' })
      api.get('/account/features').reply(200, [])
    },
    stderr: 'Error: No such feature: spike.\nYou have none; name an app by -a for those of an app.\n',
    exitCode: 1,
  },
])
