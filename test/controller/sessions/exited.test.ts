import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exited } from '../../../src/controller/sessions/exited.ts'

test('a code alone is a code alone', () => {
  for (const exitCode of [0, 1, 136, 138, 143])
    assert.deepEqual(exited({ exitCode, memoryMb: 512, wasKilled: false }), { exitCode, reason: 'exited' })
})

test('137 may be a lack of memory, unless we killed it', () => {
  assert.deepEqual(exited({ exitCode: 137, memoryMb: 512, wasKilled: false }), {
    exitCode: 137,
    reason: 'exited',
    message: 'exit code 137: perhaps it was killed for lack of memory; it may use 512 MB',
  })
  const killed = exited({ exitCode: 137, memoryMb: 512, wasKilled: true })
  assert.deepEqual(killed, { exitCode: 137, reason: 'exited' })
})
