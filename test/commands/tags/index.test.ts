import Tags from '../../../src/commands/tags/index.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'

const nodes = [
  { name: 'one', tags: { rack: '1' }, matches: true },
  { name: 'two', tags: {}, matches: false },
]

testAnswers(Tags, 'tags', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/tags').reply(200, { tags: { rack: '1' }, nodes }),
    stdout: 'rack\t1\n',
    stderr: 'Nodes that match: one, of 2.\n',
  },
  {
    name: 'says where there are none',
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/tags').reply(200, { tags: {}, nodes: [] }),
    stderr: 'No tags on blog: it runs on any node. `qp tags:set rack=…` sets one.\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/tags').reply(200, { tags: {}, nodes: [] }),
    stdout: '{\n  "tags": {},\n  "nodes": []\n}\n',
    stderr: '',
  },
])
