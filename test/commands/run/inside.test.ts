import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import RunInside from '../../../src/commands/run/inside.ts'
import { type RunOptions, runCommand } from '../../fixtures/run-command.ts'
import { stubSessions } from '../../fixtures/stub-sessions.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'

const requests: [argv: string[], request: object][] = [
  [['web.1', 'ls -la | wc'], { command: 'ls -la | wc', env: {} }],
  [['web.1', 'printf', '%s|', '-a', 'x', '--env'], { argv: ['printf', '%s|', '-a', 'x', '--env'], env: {} }],
  [
    ['-e', 'A=1', 'web.1', 'echo', 'web.1', '-e', 'echo'],
    { argv: ['echo', 'web.1', '-e', 'echo'], env: { A: '1' } },
  ],
  [['--', 'web.1', 'ls', '-x'], { argv: ['ls', '-x'], env: {} }],
  [
    ['-x', '--no-launcher', '--listen', '-e', 'A=1;B=2', '--timeout', '10m', 'web.1', 'true'],
    { command: 'true', env: { A: '1', B: '2' }, timeout: 600 },
  ],
]
for (const [argv, request] of requests) {
  test(`asks for a command in a dyno: qp run:inside ${argv.join(' ')}`, async (t) => {
    await using sessions = await stubSessions()
    await run(t, sessions.url, argv)
    assert.deepEqual(sessions.requests, [{ ...request, tty: false, inside: 'web.1' }])
  })
}

test('is a pipe to the command: input, output, code', async (t) => {
  await using sessions = await stubSessions()
  const result = await run(t, sessions.url, ['web.1', 'cat; echo err >&2; exit 42'], {
    terminal: { input: 'in\n' },
  })
  assert.deepEqual(result, { stdout: 'in\n', stderr: 'err\n', exitCode: 42 })
})

test('is a terminal where stdin and stdout are one', async (t) => {
  await using sessions = await stubSessions()
  const terminal = fakeTerminal({ isTTY: true, columns: 91, rows: 17 })
  const script = 'until [ "$(stty size)" = "17 91" ]; do :; done; read it; exit 5'
  terminal.stdin.write('\r')
  const env = { TERM: 'xterm-256color' }
  const { stderr, exitCode } = await run(t, sessions.url, ['web.1', script], { terminal, env })
  assert.equal(stderr, `Running ${script} inside web.1 of blog... up, web.1\n`)
  assert.deepEqual([exitCode, terminal.isRaw()], [5, false])
  const [request] = sessions.requests
  assert.deepEqual([request?.tty, request?.env], [true, { TERM: 'xterm-256color' }])
})

test('says why it did not start', async (t) => {
  const message = 'command not found'
  await using sessions = await stubSessions(() => ({ exitCode: 127, reason: 'not-started', message }))
  assert.deepEqual(await run(t, sessions.url, ['web.1', 'nope']), {
    stdout: '',
    stderr: 'Error: command not found.\n`qp logs -a blog` shows what happened on the platform.\n',
    exitCode: 127,
  })
})

const refusals: [argv: string[], stderr: RegExp][] = [
  [[], /Missing 2 required args/],
  [['web.1'], /Missing 1 required arg:\ncommand/],
  [['-e', 'nothing', 'web.1', 'true'], /"nothing" is no NAME=VALUE/],
  [['--timeout', 'soon', 'web.1', 'true'], /--timeout takes a time/],
  [['--tty', 'web.1', 'true'], /--tty needs a terminal/],
]
for (const [argv, stderr] of refusals) {
  test(`refuses: qp run:inside ${argv.join(' ')}`, async (t) => {
    const result = await run(t, 'http://127.0.0.1:9', argv)
    assert.equal(result.exitCode, 2)
    assert.match(result.stderr, stderr)
  })
}

test('without an app, one that stands behind the command is pointed at', async (t) => {
  const { stderr, exitCode } = await run(t, 'http://127.0.0.1:9', ['web.1', 'ls', '-a', 'blog'], {
    env: { QP_APP: undefined },
  })
  assert.equal(exitCode, 1)
  assert.match(stderr, /-a stands behind the command and is the command's/)
})

function run(t: TestContext, url: string, argv: string[], { env, ...options }: RunOptions = {}) {
  return runCommand(t, RunInside, argv, { ...options, env: { QP_URL: url, QP_APP: 'blog', ...env } })
}
