import assert from 'node:assert/strict'
import { test } from 'node:test'
import { longestText, parseRecord, renderRecord, splitLine } from '../../../src/controller/logs/log-record.ts'
import { lineOf, textsOf } from './lines.ts'

test('what was written is read', () => {
  for (const text of ['hello', '', '  two  spaces ', 'a\rb\0c\u2028d', 'é\ud83d\ude80 \ufffd']) {
    const line = lineOf(text, { source: 'qp', dyno: 'router' })
    const record = renderRecord(line)
    assert.equal(record.at(-1), '\n')
    assert.deepEqual(parseRecord(record.slice(0, -1)), line)
  }
})

test('what a crash tore is no line', () => {
  for (const record of ['', '2026-08-01T10:00:00.123Z', '2026-08-01T10:00:00.123Z ap', 'llo world']) {
    assert.equal(parseRecord(record), undefined)
  }
})

test('a text of several lines becomes several', () => {
  assert.deepEqual(textsOf(splitLine(lineOf('a\nb\n\nc'))), ['a', 'b', '', 'c'])
})

test('a long line is cut where a character ends, and nothing is lost', () => {
  for (const text of ['x'.repeat(25_000), 'é'.repeat(12_345), `a${'\ud83d\ude80'.repeat(6000)}`]) {
    const pieces = textsOf(splitLine(lineOf(text)))
    assert.equal(pieces.join(''), text)
    assert.equal(pieces.length, Math.ceil(Buffer.byteLength(text) / longestText))
    for (const piece of pieces) assert.ok(Buffer.byteLength(piece) <= longestText)
  }
  assert.equal(splitLine(lineOf('x'.repeat(longestText))).length, 1)
})
