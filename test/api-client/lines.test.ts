import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { readLines } from '../../src/api-client/lines.ts'

const cases = [
  { name: 'across chunks', chunks: ['a', 'b\nc', '\n', '\nd'], lines: ['ab', 'c', '', 'd'] },
  { name: 'with either end', chunks: ['a\r\nb\n'], lines: ['a', 'b'] },
  { name: 'of nothing', chunks: [], lines: [] },
  {
    name: 'with a character cut in two',
    chunks: [Buffer.from([0xc3]), Buffer.from([0xa4, 0x0a])],
    lines: ['ä'],
  },
]
for (const { name, chunks, lines } of cases) {
  test(`readLines ${name}`, async () => {
    const seen: string[] = []
    for await (const line of readLines(Readable.from(chunks, { objectMode: false }))) seen.push(line)
    assert.deepEqual(seen, lines)
  })
}

test('readLines throws when the stream fails: a cut is no end', async () => {
  const stream = new Readable({ read() {} })
  stream.push('a\nb')
  queueMicrotask(() => stream.destroy(new Error('cut')))
  await assert.rejects(async () => {
    for await (const _ of readLines(stream));
  }, /cut/)
})
