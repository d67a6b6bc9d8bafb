import LabelsUnset from '../../../src/commands/labels/unset.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'

testAnswers(LabelsUnset, 'labels:unset', [
  {
    argv: ['team', '-a', 'blog', '--json'],
    stub: (api) => api.patch('/apps/blog/labels', { team: null }).reply(200, {}),
    stdout: '{}\n',
    stderr: 'Removing labels on blog... done\n',
  },
])
