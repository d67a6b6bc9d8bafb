import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import Run from '../../../src/commands/run/index.ts'
import { saveProfile } from '../../../src/lib/profiles.ts'
import { type RunOptions, runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { stubSessions } from '../../fixtures/stub-sessions.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'
import { until } from '../../fixtures/until.ts'

const requests: [argv: string[], request: object][] = [
  [['ls -la | wc'], { command: 'ls -la | wc', env: {} }],
  [
    ['printf', '%s|', 'a b', '$HOME', '-a', 'x'],
    { argv: ['printf', '%s|', 'a b', '$HOME', '-a', 'x'], env: {} },
  ],
  [
    ['-e', 'A=1', 'echo', '-i', 'a', '-i', 'b', '-e', 'A=1', 'echo'],
    { argv: ['echo', '-i', 'a', '-i', 'b', '-e', 'A=1', 'echo'], env: { A: '1' } },
  ],
  [['--', 'bash', '-c', 'echo "$HOME"\n'], { argv: ['bash', '-c', 'echo "$HOME"\n'], env: {} }],
  [
    ['-e', 'A=1;B=two words', '-e', 'C=3', 'true'],
    { command: 'true', env: { A: '1', B: 'two words', C: '3' } },
  ],
  [
    ['-x', '-s', 'big', '--type', 'worker', 'true'],
    { command: 'true', env: {}, size: 'big', type: 'worker' },
  ],
  [['--no-notify', '--no-launcher', '--exit-code', 'true'], { command: 'true', env: {} }],
]

for (const [argv, request] of requests) {
  test(`asks for a dyno: qp run ${argv.join(' ')}`, async (t) => {
    await using sessions = await stubSessions()
    await run(t, sessions.url, argv)
    assert.deepEqual(sessions.requests, [{ ...request, attach: true, tty: false }])
  })
}

test('is a pipe to the process: input, output, code', async (t) => {
  await using sessions = await stubSessions()
  const result = await run(t, sessions.url, ['cat; echo late; echo err >&2; exit 42'], {
    terminal: { input: 'in\n' },
  })
  assert.deepEqual(result, { stdout: 'in\nlate\n', stderr: 'err\n', exitCode: 42 })
})

test('is a terminal where stdin and stdout are one: raw, with its type and size, and back again', async (t) => {
  await using sessions = await stubSessions()
  const terminal = fakeTerminal({ isTTY: true, columns: 91, rows: 17 })
  const script = 'until [ "$(stty size)" = "17 91" ]; do :; done; read line; echo "got $line"; exit 5'
  const ended = run(t, sessions.url, [script], {
    terminal,
    env: { TERM: 'xterm-256color', COLORTERM: 'truecolor' },
  })
  terminal.stdin.write('hello\r')
  const { stdout, stderr, exitCode } = await ended
  assert.match(stdout, /got hello\r\n/)
  assert.equal(stderr, `Running ${script} on blog... up, run.1\n`)
  assert.equal(exitCode, 5)
  assert.equal(terminal.isRaw(), false)
  assert.deepEqual(sessions.requests[0]?.env, { TERM: 'xterm-256color', COLORTERM: 'truecolor' })
  assert.equal(sessions.requests[0]?.tty, true)
})

const ttyCases: [flags: string[], isTTY: { stdin?: boolean; stdout?: boolean }, tty: boolean][] = [
  [[], { stdin: true, stdout: true }, true],
  [[], { stdin: true }, false],
  [[], { stdout: true }, false],
  [['--tty'], { stdin: true }, true],
  [['--no-tty'], { stdin: true, stdout: true }, false],
]

for (const [flags, isTTY, tty] of ttyCases) {
  test(`asks for ${tty ? 'a' : 'no'} terminal: ${flags} with one on ${Object.keys(isTTY)}`, async (t) => {
    await using sessions = await stubSessions()
    await run(t, sessions.url, [...flags, 'true'], { terminal: { isTTY } })
    assert.equal(sessions.requests[0]?.tty, tty)
  })
}

test('signals to qp reach the process', async (t) => {
  await using sessions = await stubSessions()
  const terminal = fakeTerminal()
  const ended = run(t, sessions.url, ['trap "exit 9" INT; echo ready; while :; do sleep 0.05; done'], {
    terminal,
  })
  await until('the process is ready', () => terminal.stdoutText().includes('ready'))
  assert.equal(terminal.signal('SIGINT'), true)
  assert.equal((await ended).exitCode, 9)
})

test('says why there was no process', async (t) => {
  await using sessions = await stubSessions(() => ({
    exitCode: 127,
    reason: 'not-started',
    message: 'command not found',
  }))
  const result = await run(t, sessions.url, ['nope'], { terminal: { isTTY: { stderr: true } } })
  assert.deepEqual(result, {
    stdout: '',
    stderr:
      'Running nope on blog... failed, run.1\nError: command not found.\n' +
      '`qp logs -a blog` shows what happened on the platform.\n',
    exitCode: 127,
  })
})

test('says that the controller is gone, with a code of its own', async (t) => {
  await using sessions = await stubSessions()
  const terminal = fakeTerminal()
  const ended = run(t, sessions.url, ['echo ready; exec sleep 1000'], { terminal })
  await until('the process is ready', () => terminal.stdoutText().includes('ready'))
  await sessions[Symbol.asyncDispose]()
  const { exitCode, stderr } = await ended
  assert.equal(exitCode, 254)
  assert.match(stderr, /^Error: the controller is gone, and the process with it/)
})

const refusals: [argv: string[], stderr: RegExp][] = [
  [[], /^Error: Missing 1 required arg:\ncommand .*\nFor example: qp run bash\n$/],
  [['-e', 'nothing', 'true'], /"nothing" is no NAME=VALUE/],
  [['--tty', 'true'], /--tty needs a terminal/],
  [['--nope', 'true'], /Nonexistent flag: --nope/],
]

for (const [argv, stderr] of refusals) {
  test(`refuses: qp run ${argv.join(' ')}`, async (t) => {
    const result = await run(t, 'http://127.0.0.1:9', argv)
    assert.equal(result.exitCode, 2)
    assert.match(result.stderr, stderr)
  })
}

test("goes to the engine of the controller's profile, but where --docker is empty", async (t) => {
  await using sessions = await stubSessions()
  const place = await tempPlace(t)
  const profile = { name: 'stub', url: sessions.url, email: 'mia@example.com', isTokenOurs: false }
  await saveProfile(place.configDir, { ...profile, docker: 'no-such-context' })
  const throughEngine = await run(t, sessions.url, ['--image', 'none', 'true'], { place })
  assert.match(throughEngine.stderr, /^Error: There is no docker context no-such-context;/)
  assert.equal((await run(t, sessions.url, ['--docker', '', 'exit 6'], { place })).exitCode, 6)
})

function run(t: TestContext, url: string, argv: string[], { env, ...options }: RunOptions = {}) {
  return runCommand(t, Run, argv, { ...options, env: { QP_URL: url, QP_APP: 'blog', ...env } })
}
