import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeOneOff } from '../../src/lib/run-flags.ts'

test('one word is a shell line, several arrive as they are', () => {
  assert.deepEqual(describeOneOff(['echo $HOME | wc'], {}), { command: 'echo $HOME | wc', env: {} })
  assert.deepEqual(describeOneOff(['bash', '-c', 'echo "$1"', ''], {}), {
    argv: ['bash', '-c', 'echo "$1"', ''],
    env: {},
  })
})

test('flags go along, and what was not given is not said', () => {
  assert.deepEqual(describeOneOff(['bash'], { env: ['A=1;B=2'], size: 'standard-2x', type: 'worker' }), {
    command: 'bash',
    env: { A: '1', B: '2' },
    size: 'standard-2x',
    type: 'worker',
  })
})

test('nothing to run is refused', () => {
  assert.throws(() => describeOneOff([], {}), { name: 'UsageError' })
})
