import assert from 'node:assert/strict'
import { test } from 'node:test'
import Version from '../../src/commands/version.ts'
import { testRefusals } from '../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../fixtures/json-answer.ts'
import { runCommand } from '../fixtures/run-command.ts'

testRefusals(Version, 'version', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

test('qp version says which qp, Node and platform', async (t) => {
  const { stdout, exitCode } = await runCommand(t, Version, [])
  assert.equal(stdout, `qp/1.2.3 ${process.platform}-${process.arch} node-${process.version}\n`)
  assert.equal(exitCode, 0)
  const { stdout: json } = await runCommand(t, Version, ['--json'])
  assertIsJsonAnswer('version', json)
  assert.deepEqual(JSON.parse(json), { qp: '1.2.3', node: process.versions.node, platform: process.platform })
})
