import LabelsUnset from '../../../src/commands/labels/unset.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'

const path = '/apps/blog/labels'

testAnswers(LabelsUnset, 'labels:unset', [
  {
    argv: ['team', '-a', 'blog', '--json'],
    stub: (api) => {
      api.get(path).reply(200, { team: 'a' })
      api.patch(path, { team: null }).reply(200, {})
    },
    stdout: '{}\n',
    stderr: 'Removing labels on blog... done\n',
  },
  {
    name: 'changes nothing where it is not there',
    argv: ['teem', '-a', 'blog', '--json'],
    stub: (api) => api.get(path).reply(200, { team: 'a' }),
    stdout: '{\n  "team": "a"\n}\n',
    stderr: 'Warning: teem is no label of blog. Did you mean team?\n',
  },
])
