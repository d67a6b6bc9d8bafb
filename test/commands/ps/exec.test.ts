import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import PsExec from '../../../src/commands/ps/exec.ts'
import { runCommand } from '../../fixtures/run-command.ts'
import { stubSessions } from '../../fixtures/stub-sessions.ts'

const requests: [argv: string[], request: object][] = [
  [[], { command: 'bash', env: {}, inside: 'web.1' }],
  [['-d', 'web.2'], { command: 'bash', env: {}, inside: 'web.2' }],
  [['--dyno', 'run.1234', 'ps', 'aux', '-d'], { argv: ['ps', 'aux', '-d'], env: {}, inside: 'run.1234' }],
  [
    ['-d', 'web.1', 'printf', '%s|', 'a', '-d', 'a'],
    { argv: ['printf', '%s|', 'a', '-d', 'a'], env: {}, inside: 'web.1' },
  ],
  [['-e', 'A=1', 'echo $A'], { command: 'echo $A', env: { A: '1' }, inside: 'web.1' }],
]
for (const [argv, request] of requests) {
  test(`asks for a command in a dyno: qp ps:exec ${argv.join(' ')}`, async (t) => {
    await using sessions = await stubSessions(() => ({ exitCode: 0, reason: 'exited' }))
    await exec(t, sessions.url, argv)
    assert.deepEqual(sessions.requests, [{ tty: false, ...request }])
  })
}

test('without a command, its shell reads what is piped in', async (t) => {
  await using sessions = await stubSessions()
  assert.deepEqual(await exec(t, sessions.url, [], 'echo in; echo err >&2; exit 9\n'), {
    stdout: 'in\n',
    stderr: 'err\n',
    exitCode: 9,
  })
})

test('refuses what it does not know', async (t) => {
  const { stderr, exitCode } = await exec(t, 'http://127.0.0.1:9', ['--tty', 'true'])
  assert.equal(exitCode, 2)
  assert.match(stderr, /--tty needs a terminal/)
})

function exec(t: TestContext, url: string, argv: string[], input = '') {
  return runCommand(t, PsExec, argv, { terminal: { input }, env: { QP_URL: url, QP_APP: 'blog' } })
}
