import LabelsSet from '../../../src/commands/labels/set.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'

testAnswers(LabelsSet, 'labels:set', [
  {
    argv: ['team=frontend', 'url=https://a/?b=c', '-a', 'blog', '--json'],
    stub: (api) =>
      api
        .patch('/apps/blog/labels', { team: 'frontend', url: 'https://a/?b=c' })
        .reply(200, { team: 'frontend' }),
    stdout: '{\n  "team": "frontend"\n}\n',
    stderr: 'Applying labels on blog... done\n',
  },
])
