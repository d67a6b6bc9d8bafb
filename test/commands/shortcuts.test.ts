import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Config } from '@oclif/core'
import Shortcuts from '../../src/commands/shortcuts.ts'
import { repository } from '../fixtures/built-package.ts'
import { assertIsJsonAnswer } from '../fixtures/json-answer.ts'
import { surroundingsOf } from '../fixtures/run-command.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

async function run(argv: string[]) {
  const terminal = fakeTerminal()
  await new Shortcuts(argv, await Config.load({ root: repository }), surroundingsOf({ terminal })).execute()
  return terminal.stdoutText()
}

test('short names, with the commands that they stand for', async () => {
  const lines = (await run([])).trimEnd().split('\n')
  for (const line of ['create\tapps:create', 'scale\tps:scale', 'whoami\tauth:whoami', 'open\tapps:open'])
    assert.ok(lines.includes(line), line)
  assert.deepEqual(lines, lines.toSorted())
  assert.deepEqual(
    lines.filter((line) => /^\S*:/.test(line)),
    [],
  )
})

test('in JSON', async () => {
  const stdout = await run(['--json'])
  assertIsJsonAnswer('shortcuts', stdout)
  assert.ok(JSON.parse(stdout).length > 5)
})
