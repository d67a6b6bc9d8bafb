import assert from 'node:assert/strict'
import { test } from 'node:test'
import HelpShow from '../../src/commands/help.ts'
import { testRefusals } from '../fixtures/command-tables.ts'
import { runCommand } from '../fixtures/run-command.ts'

testRefusals(HelpShow, 'help', [
  { argv: ['nope'], stderr: 'Error: Command nope not found.\nAdd --help to see what it takes.\n' },
])

test('qp help is said to the terminal that it was given', async (t) => {
  const { stdout, stderr, exitCode } = await runCommand(t, HelpShow, [])
  assert.match(stdout, /USAGE\n {2}\$ qp \[COMMAND\]/)
  assert.deepEqual({ stderr, exitCode }, { stderr: '', exitCode: 0 })
})
