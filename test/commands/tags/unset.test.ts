import TagsUnset from '../../../src/commands/tags/unset.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

testAnswers(TagsUnset, 'tags:unset', [
  {
    argv: ['rack', 'ssd', '-a', 'blog'],
    stub: (api) =>
      api.patch('/apps/blog/tags', { rack: null, ssd: null }).reply(200, { tags: {}, nodes: [] }),
    stderr: 'Removing tags on blog... done\n',
  },
  {
    argv: ['rack', '-a', 'blog', '--json'],
    stub: (api) => api.patch('/apps/blog/tags', { rack: null }).reply(200, { tags: {}, nodes: [] }),
    stdout: JSON.stringify({ tags: {}, nodes: [] }, null, 2) + '\n',
    stderr: 'Removing tags on blog... done\n',
  },
])

testRefusals(TagsUnset, 'tags:unset', [
  {
    argv: ['rack=1', '-a', 'blog'],
    stderr: 'Error: rack=1 is no name: leave out = and what is behind it.\n',
  },
])
