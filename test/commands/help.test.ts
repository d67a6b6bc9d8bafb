import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Config } from '@oclif/core'
import HelpShow from '../../src/commands/help.ts'
import { repository } from '../fixtures/built-package.ts'
import { testRefusals } from '../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../fixtures/json-answer.ts'
import { runCommand, surroundingsOf } from '../fixtures/run-command.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

testRefusals(HelpShow, 'help', [
  { argv: ['nope'], stderr: 'Error: no such command: nope. `qp help` lists them.\n' },
  { argv: ['teams'], stderr: 'Error: qp has no teams. Each person is let into each app: `qp access:add`.\n' },
])

test('qp help is said to the terminal that it was given', async (t) => {
  const { stdout, stderr, exitCode } = await runCommand(t, HelpShow, [])
  assert.match(stdout, /USAGE\n {2}\$ qp \[COMMAND\]/)
  assert.deepEqual({ stderr, exitCode }, { stderr: '', exitCode: 0 })
})

test('qp help --json describes the commands, or one of them', async () => {
  const config = await Config.load({ root: repository })
  const describe = async (...argv: string[]) => {
    const terminal = fakeTerminal()
    await new HelpShow([...argv, '--json'], config, surroundingsOf({ terminal })).execute()
    assertIsJsonAnswer('help', terminal.stdoutText())
    return JSON.parse(terminal.stdoutText()).map((it: { id: string }) => it.id)
  }
  assert.ok((await describe()).includes('config:set'))
  assert.deepEqual(await describe('ps:scale'), ['ps:scale'])
})
