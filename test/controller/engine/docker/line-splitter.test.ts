import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLineSplitter } from '../../../../src/controller/engine/docker/line-splitter.ts'

test('pieces become lines; the unfinished one comes with the flush, once', () => {
  const lines: string[] = []
  const splitter = createLineSplitter((line) => lines.push(line))
  for (const piece of ['one', '\ntw', 'o\r\n\n', 'rest']) splitter.write(piece)
  assert.deepEqual(lines, ['one', 'two', ''])
  splitter.flush()
  splitter.flush()
  assert.deepEqual(lines, ['one', 'two', '', 'rest'])
})

test('a line that does not end is given in parts', () => {
  const lines: string[] = []
  const splitter = createLineSplitter((line) => lines.push(line))
  for (let piece = 0; piece < 70; piece++) splitter.write('x'.repeat(1024))
  assert.deepEqual(
    lines.map((it) => it.length),
    [65 * 1024],
  )
  splitter.flush()
  assert.equal(lines.join('').length, 70 * 1024)
})
