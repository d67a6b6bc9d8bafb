import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { createBuildOutput, formatSize, readLines } from '../../../src/controller/deploy/build-output.ts'

async function linesOf(...chunks: (string | Buffer)[]): Promise<string[]> {
  const lines: string[] = []
  await readLines(Readable.from(chunks.map((it) => Buffer.from(it))), (line) => lines.push(line))
  return lines
}

test('output in Heroku’s form', () => {
  const lines: string[] = []
  const output = createBuildOutput((line) => lines.push(line))
  output.step('Building')
  output.detail('Done')
  output.warn('Careful')
  assert.deepEqual(lines, ['-----> Building', '       Done', ' !     Careful'])
})

const sizes: [bytes: number, text: string][] = [
  [0, '0 KB'],
  [1, '1 KB'],
  [999_400, '1000 KB'],
  [33_400_000, '33 MB'],
  [1_240_000_000, '1.2 GB'],
]
for (const [bytes, text] of sizes)
  test(`${bytes} bytes are ${text}`, () => assert.equal(formatSize(bytes), text))

test('lines are whole however the bytes arrive', async () => {
  const euro = Buffer.from('€')
  assert.deepEqual(await linesOf('a', 'b\r\nc\n\n', euro.subarray(0, 1), euro.subarray(1), 'd'), [
    'ab',
    'c',
    '',
    '€d',
  ])
})

test('a line that never ends comes in parts', async () => {
  const part = 'x'.repeat(40_000)
  assert.deepEqual(await linesOf(part, part, 'end\n'), [part + part, 'end'])
})

test('a character cut off at the end is seen', async () => {
  assert.deepEqual(await linesOf(Buffer.from('a€').subarray(0, 2)), ['a\uFFFD'])
})
