import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chosenLimit, limitFlags } from '../../src/lib/limit-flags.ts'

test('memory is meant unless CPU is said', () => {
  assert.equal(chosenLimit({ cpu: false }), 'memory')
  assert.equal(chosenLimit({ cpu: true }), 'cpu')
  assert.deepEqual(limitFlags.cpu.exclusive, ['memory'])
})
