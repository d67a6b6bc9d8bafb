import assert from 'node:assert/strict'
import { test } from 'node:test'
import PsForward from '../../../src/commands/ps/forward.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { forwardingController } from '../../fixtures/forwarding.ts'
import { runCommand } from '../../fixtures/run-command.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'
import { until } from '../../fixtures/until.ts'

testRefusals(PsForward, 'ps:forward', [
  {
    argv: ['http', '-a', 'blog'],
    stderr: 'Error: not a port: http. A port is a number from 1 to 65535.\n',
  },
  {
    argv: ['8080:5000', '-p', '9090', '-a', 'blog'],
    stderr: "Error: 8080:5000 names its port here, so --localPort can't.\n",
  },
])

for (const [what, end, result] of [
  ['Ctrl-C', 'signal', { exitCode: 130, stderr: '' }],
  [
    'the dyno',
    'dyno',
    {
      exitCode: 1,
      stderr:
        'Error: web.1 has ended, and the forwarding with it.\nThe same command again reaches the one that took its place, if there is one: `qp ps`.\n',
    },
  ],
] as const) {
  test(`qp ps:forward ends with ${what}`, { timeout: 120_000 }, async (t) => {
    const { url, tokens, endDyno } = await forwardingController(t)
    const terminal = fakeTerminal()
    const ended = runCommand(t, PsForward, ['5000', '--localPort', '0', '-a', 'blog'], {
      terminal,
      env: { QP_URL: url, QP_API_KEY: tokens.owner },
    })
    await until('it listens', () => terminal.stderrText().endsWith('Use Ctrl-C to stop.\n'))
    const said = terminal.stderrText()
    assert.match(said, /^Listening on \d+ and forwarding to web\.1:5000\n/)
    if (end === 'signal') terminal.signal('SIGINT')
    else endDyno()
    const { stdout, stderr, exitCode } = await ended
    assert.deepEqual({ exitCode, stderr: stderr.slice(said.length), stdout }, { ...result, stdout: '' })
  })
}

test('qp ps:forward says which dyno there is not', { timeout: 120_000 }, async (t) => {
  const { url, tokens } = await forwardingController(t)
  const env = { QP_URL: url, QP_API_KEY: tokens.owner }
  const { stderr, exitCode } = await runCommand(t, PsForward, ['5000', '-d', 'web.7', '-a', 'blog'], { env })
  assert.deepEqual([stderr, exitCode], ['Error: No such dyno: web.7. `qp ps` lists them.\n', 1])
})
