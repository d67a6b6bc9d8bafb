import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  applyTagChanges,
  chooseNode,
  formatTags,
  matchingNodes,
  type Tags,
} from '../../../src/controller/domain/node.ts'

const fast = { name: 'fast', tags: { rack: '1', ssd: 'true' } }
const slow = { name: 'slow', tags: { rack: '1' } }
const bare = { name: 'bare', tags: {} }
const nodes = [slow, fast, bare]

const matches: { tags: Tags; names: string[] }[] = [
  { tags: {}, names: ['slow', 'fast', 'bare'] },
  { tags: { rack: '1' }, names: ['slow', 'fast'] },
  { tags: { rack: '1', ssd: 'true' }, names: ['fast'] },
  { tags: { rack: '2' }, names: [] },
  { tags: { toString: '1' }, names: [] },
]
for (const { tags, names } of matches) {
  test(`nodes with ${formatTags(tags) || 'no tags asked for'}: ${names.join(', ') || 'none'}`, () => {
    assert.deepEqual(
      matchingNodes(nodes, tags).map((it) => it.name),
      names,
    )
  })
}

test('a node is chosen of those that match; where none does, the tags that there are are named', () => {
  assert.equal(chooseNode(nodes, { ssd: 'true' }), fast)
  assert.throws(() => chooseNode(nodes, { rack: '9', ssd: 'true' }), {
    id: 'conflict',
    message:
      'No node has the tags rack=9, ssd=true. slow has rack=1; fast has rack=1, ssd=true; bare has none. `qp server --tags` gives them.',
  })
})

test('tags are added, changed and taken away', () => {
  assert.deepEqual(
    applyTagChanges({ rack: '1', ssd: 'true' }, { rack: '2', ssd: null, 'example.com/zone': 'a.b-c_d' }),
    {
      rack: '2',
      'example.com/zone': 'a.b-c_d',
    },
  )
})

for (const [name, value] of [
  ['', '1'],
  ['-a', '1'],
  ['a b', '1'],
  ['a', '1 2'],
  ['a', '-'],
  ['a'.repeat(64), '1'],
  ['a', 'b'.repeat(64)],
] as const) {
  test(`${name}=${value} is no tag`, () => {
    assert.throws(() => applyTagChanges({}, { [name]: value }), {
      id: 'invalid_params',
      message: /is no tag/,
    })
  })
}
