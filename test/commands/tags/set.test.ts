import TagsSet from '../../../src/commands/tags/set.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

const message = 'No node has the tags rack=9. one has rack=1. `qp server --tags` gives them.'

testAnswers(TagsSet, 'tags:set', [
  {
    argv: ['rack=1', 'ssd=true', '-a', 'blog', '--json'],
    stub: (api) =>
      api.patch('/apps/blog/tags', { rack: '1', ssd: 'true' }).reply(200, { tags: { rack: '1' }, nodes: [] }),
    stdout: '{\n  "tags": {\n    "rack": "1"\n  },\n  "nodes": []\n}\n',
    stderr: 'Applying tags on blog... done\n',
  },
  {
    name: 'is refused where no node has them',
    argv: ['rack=9', '-a', 'blog'],
    stub: (api) => api.patch('/apps/blog/tags').reply(409, { id: 'conflict', message }),
    stderr: `Applying tags on blog... failed\nError: ${message}\n`,
    exitCode: 1,
  },
])

testRefusals(TagsSet, 'tags:set', [
  { argv: ['rack', '-a', 'blog'], stderr: 'Error: "rack" has no name and value. Write it like rack=1.\n' },
])
