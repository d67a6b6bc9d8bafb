import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeDropped } from '../../../src/controller/logs/dropped-lines.ts'

test('it says how many, and since when', () => {
  const since = new Date('2026-08-01T10:00:00Z')
  const at = new Date('2026-08-01T10:00:02Z')
  assert.deepEqual(describeDropped(24, since, at), {
    at,
    source: 'qp',
    dyno: 'logs',
    text: 'Error L10 (output buffer overflow): 24 messages dropped since 2026-08-01T10:00:00.000Z.',
  })
  assert.match(describeDropped(1, since, at).text, / 1 message dropped /)
})
