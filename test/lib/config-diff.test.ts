import assert from 'node:assert/strict'
import { test } from 'node:test'
import { colours } from '../../src/lib/colour.ts'
import { diffConfigVars, renderConfigDiff } from '../../src/lib/config-diff.ts'

const before = { SAME: '1', OTHER: 'a', GONE: 'x' }
const changes = diffConfigVars(before, { SAME: '1', OTHER: 'b\nc', NEW: '' })

test('only what differs is sent, null for what is gone', () => {
  assert.deepEqual(changes, { GONE: null, OTHER: 'b\nc', NEW: '' })
  assert.deepEqual(diffConfigVars(before, before), {})
})

test('names are shown by name, values only where they may be', () => {
  const plain = colours(false)
  assert.equal(renderConfigDiff(before, changes, plain), '  - GONE\n  + NEW\n  ~ OTHER')
  assert.equal(
    renderConfigDiff(before, changes, plain, { values: true }),
    '  - GONE: x\n  + NEW: \n  ~ OTHER: a -> "b\\nc"',
  )
})
