import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lostNotice } from '../../src/attach/lost-notice.ts'

test('it is a line of its own, by the name of who says it', () => {
  assert.match(lostNotice(7), /^\n\[qp: 7 bytes more were written .*\]\n$/)
})
