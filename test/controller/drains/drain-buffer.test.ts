import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DrainBuffer } from '../../../src/controller/drains/drain-buffer.ts'
import { lineOf, textsOf } from '../logs/lines.ts'

const now = new Date('2026-08-01T11:00:00.000Z')
const room = { lines: 100, bytes: 1000 }

test('lines come out as they went in, as many as go together', () => {
  const buffer = new DrainBuffer(room)
  assert.equal(buffer.isEmpty, true)
  for (const text of ['a', 'bb', 'ccc', 'dddd']) buffer.push(lineOf(text))
  assert.deepEqual(textsOf(buffer.take({ lines: 2, bytes: 99 }, now)), ['a', 'bb'])
  assert.deepEqual(textsOf(buffer.take({ lines: 9, bytes: 6 }, now)), ['ccc'])
  assert.equal(buffer.isEmpty, false)
  // One that is too large by itself goes alone.
  assert.deepEqual(textsOf(buffer.take({ lines: 9, bytes: 1 }, now)), ['dddd'])
  assert.equal(buffer.isEmpty, true)
})

for (const [what, size] of Object.entries({
  lines: { lines: 3, bytes: 1000 },
  bytes: { lines: 100, bytes: 6 },
})) {
  test(`the oldest give way when there is no room for more ${what}, and that is told in their place`, () => {
    const buffer = new DrainBuffer(size)
    for (const text of ['11', '22', '33', '44', '55'])
      buffer.push(lineOf(text, { at: new Date(`2026-08-01T10:00:${text}Z`) }))
    const loss = 'Error L10 (output buffer overflow): 2 messages dropped since 2026-08-01T10:00:11.000Z.'
    assert.equal(buffer.describeLoss(now)?.text, loss)
    assert.deepEqual(textsOf(buffer.take(room, now)), [loss, '33', '44', '55'])
    assert.equal(buffer.describeLoss(now), undefined)
    buffer.push(lineOf('66'))
    assert.deepEqual(textsOf(buffer.take(room, now)), ['66'])
  })
}
