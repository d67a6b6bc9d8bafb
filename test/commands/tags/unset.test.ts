import TagsUnset from '../../../src/commands/tags/unset.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

const path = '/apps/blog/tags'
const none = { tags: {}, nodes: [] }
const both = { tags: { rack: '1', ssd: 'true' }, nodes: [] }

testAnswers(TagsUnset, 'tags:unset', [
  {
    argv: ['rack', 'ssd', '-a', 'blog'],
    stub: (api) => {
      api.get(path).reply(200, both)
      api.patch(path, { rack: null, ssd: null }).reply(200, none)
    },
    stderr: 'Removing tags on blog... done\n',
  },
  {
    name: 'notes what is not there, and does the rest',
    argv: ['rack', 'sdd', '-a', 'blog', '--json'],
    stub: (api) => {
      api.get(path).reply(200, both)
      api.patch(path, { rack: null }).reply(200, none)
    },
    stdout: JSON.stringify(none, null, 2) + '\n',
    stderr: 'Warning: sdd is no tag of blog. Did you mean ssd?\nRemoving tags on blog... done\n',
  },
  {
    name: 'changes nothing where none is there',
    argv: ['zone', '-a', 'blog'],
    stub: (api) => api.get(path).reply(200, both),
    stderr: 'Warning: zone is no tag of blog.\n',
  },
])

testRefusals(TagsUnset, 'tags:unset', [
  {
    argv: ['rack=1', '-a', 'blog'],
    stderr: 'Error: rack=1 is no name: leave out = and what is behind it.\n',
  },
])
