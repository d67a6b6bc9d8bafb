import assert from 'node:assert/strict'
import { test } from 'node:test'
import HelpShow from '../../src/commands/help.ts'
import { testRefusals } from '../fixtures/command-tables.ts'
import { runCommand } from '../fixtures/run-command.ts'

testRefusals(HelpShow, 'help', [
  { argv: ['nope'], stderr: 'Error: no such command: nope. `qp help` lists them.\n' },
  { argv: ['teams'], stderr: 'Error: qp has no teams. Each person is let into each app: `qp access:add`.\n' },
])

test('qp help is said to the terminal that it was given', async (t) => {
  const { stdout, stderr, exitCode } = await runCommand(t, HelpShow, [])
  assert.match(stdout, /USAGE\n {2}\$ qp \[COMMAND\]/)
  assert.deepEqual({ stderr, exitCode }, { stderr: '', exitCode: 0 })
})
