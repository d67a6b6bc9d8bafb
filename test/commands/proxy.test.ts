import assert from 'node:assert/strict'
import { test } from 'node:test'
import ProxyCommand from '../../src/commands/proxy.ts'
import { testRefusals } from '../fixtures/command-tables.ts'
import { runCommand } from '../fixtures/run-command.ts'

testRefusals(ProxyCommand, 'proxy', [
  {
    argv: ['--port', '70000'],
    stderr:
      'Error: --port: Expected an integer less than or equal to 65535 but received: 70000\nAdd --help to see what it takes.\n',
  },
])

test('qp proxy runs a program and ends with its code', { timeout: 120_000 }, async (t) => {
  const env = { QP_URL: 'http://127.0.0.1:1', QP_API_KEY: 'token' }
  const { exitCode, stdout, stderr } = await runCommand(t, ProxyCommand, ['sh', '-c', 'exit 7'], { env })
  assert.deepEqual({ exitCode, stdout, stderr }, { exitCode: 7, stdout: '', stderr: '' })
})
