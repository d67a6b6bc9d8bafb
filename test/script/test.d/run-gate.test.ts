import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runGate } from '../../../script/test.d/run-gate.ts'

const cwd = import.meta.dirname

test('a gate passes with exit code 0', async () => {
  const { passed } = await runGate({ name: 'it', argv: ['true'] }, { cwd })
  assert.equal(passed, true)
})

test('a gate that fails keeps both streams of its output', async () => {
  const argv = ['sh', '-c', 'echo one; echo two >&2; exit 3'] as const
  const { passed, output } = await runGate({ name: 'it', argv }, { cwd })
  assert.equal(passed, false)
  assert.deepEqual(output.trim().split('\n').sort(), ['one', 'two'])
})

test('a program that is not there is an error that names it', async () => {
  await assert.rejects(runGate({ name: 'it', argv: ['no-such-program'] }, { cwd }), /no-such-program/)
})
