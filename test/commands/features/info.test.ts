import FeaturesInfo from '../../../src/commands/features/info.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aFeature } from '../../fixtures/resources.ts'

testRefusals(FeaturesInfo, 'features:info', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nfeature  name of the feature\nAdd --help to see what it takes.\n',
  },
])

const spike = aFeature('spike', { description: 'Pierce', doc_url: 'https://docs.example.com/spike' })

testAnswers(FeaturesInfo, 'features:info', [
  {
    argv: ['spike', '-a', 'blog'],
    stub: (api) => api.get('/apps/blog/features/spike').reply(200, spike),
    stdout:
      '=== spike\n\nDescription: Pierce\nDocs:        https://docs.example.com/spike\nEnabled:     false\n',
  },
  {
    argv: ['plain', '-a', 'blog'],
    name: 'has no line for documents that there are not',
    stub: (api) =>
      api
        .get('/apps/blog/features/plain')
        .reply(200, aFeature('plain', { description: 'It is', doc_url: '' })),
    stdout: '=== plain\n\nDescription: It is\nEnabled:     false\n',
  },
  {
    argv: ['spike', '-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/features/spike').reply(200, spike),
    stdout: JSON.stringify(spike, null, 2) + '\n',
  },
])
