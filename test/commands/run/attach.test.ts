import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import RunAttach from '../../../src/commands/run/attach.ts'
import Run from '../../../src/commands/run/index.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { type CommandClass, runCommand } from '../../fixtures/run-command.ts'
import { type StubSessions, stubSessions } from '../../fixtures/stub-sessions.ts'
import { type FakeTerminal, fakeTerminal } from '../../fixtures/terminal.ts'
import { until } from '../../fixtures/until.ts'

testRefusals(RunAttach, 'run:attach', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\ndyno  its name, as `qp run:list` shows it\nAdd --help to see what it takes.\n',
  },
  {
    argv: ['-a', 'blog', '--watch', '--take', 'run.1'],
    stderr:
      'Error: --take=true cannot also be provided when using --watch\nAdd --help to see what it takes.\n',
  },
])

/** Says each line back until it hears "end". */
const script = 'stty -echo; echo ready; while read it && [ "$it" != end ]; do echo "<$it>"; done; exit 4'

test('a second terminal sees what it missed and watches; leaving lets the process run', {
  timeout: 120_000,
}, async (t) => {
  await using sessions = await stubSessions()
  const first = await openFirst(t, sessions)
  first.terminal.stdin.write('one\r')
  await shows(first.terminal, '<one>')
  const second = open(t, sessions, RunAttach, ['run.1'])
  await shows(second.terminal, 'ready\r\n<one>')
  await until('it is told that it watches', () => second.terminal.stderrText().includes('you watch'))
  second.terminal.stdin.write('unheard\r')
  first.terminal.stdin.write('two\r')
  await shows(second.terminal, '<two>')
  second.terminal.stdin.write('\r~?')
  await until('the help', () => second.terminal.stderrText().includes('~.  leave, and let it run\r\n'))
  second.terminal.stdin.write('\r~.')
  const left = await second.result
  assert.equal(left.exitCode, 0)
  assert.match(
    left.stderr,
    /\r\nLeft run\.1, which runs on\. `qp run:attach -a blog run\.1` comes back\.\r\n$/,
  )
  assert.equal(second.terminal.isRaw(), false)
  first.terminal.stdin.write('end\r')
  const { exitCode, stdout } = await first.result
  assert.equal(exitCode, 4)
  assert.doesNotMatch(stdout, /unheard/)
})

test('--take types in the place of whoever did, who watches from then on; both get the code', {
  timeout: 120_000,
}, async (t) => {
  await using sessions = await stubSessions()
  const first = await openFirst(t, sessions)
  const second = open(t, sessions, RunAttach, ['run.1', '--take'])
  await shows(second.terminal, 'ready')
  await until('the first is told', () => first.terminal.stderrText().includes('somebody else types'))
  second.terminal.stdin.write('mine\rend\r')
  assert.deepEqual([(await second.result).exitCode, (await first.result).exitCode], [4, 4])
  for (const { terminal } of [first, second]) assert.match(terminal.stdoutText(), /<mine>/)
})

test('--watch never types, though nobody else does', { timeout: 120_000 }, async (t) => {
  await using sessions = await stubSessions()
  const first = await openFirst(t, sessions)
  first.terminal.stdin.write('\r~d')
  assert.equal((await first.result).exitCode, 0)
  const second = open(t, sessions, RunAttach, ['run.1', '--watch'])
  await shows(second.terminal, 'ready')
  second.terminal.stdin.write('unheard\r')
  const third = open(t, sessions, RunAttach, ['run.1'])
  await shows(third.terminal, 'ready')
  third.terminal.stdin.write('end\r')
  assert.deepEqual([(await third.result).exitCode, (await second.result).exitCode], [4, 4])
  assert.doesNotMatch(second.terminal.stdoutText(), /unheard/)
})

test('a process of pipes is watched without a terminal', { timeout: 120_000 }, async (t) => {
  await using sessions = await stubSessions()
  const first = open(t, sessions, Run, ['echo out; echo err >&2; read it; exit 6'], fakeTerminal())
  await shows(first.terminal, 'out')
  const second = open(t, sessions, RunAttach, ['run.1', '--watch'])
  await shows(second.terminal, 'out')
  await until('stderr is apart', () => second.terminal.stderrText().includes('err\n'))
  assert.equal(second.terminal.isRaw(), false)
  first.terminal.stdin.end('\n')
  assert.deepEqual([(await first.result).exitCode, (await second.result).exitCode], [6, 6])
})

test('one that is not there', async (t) => {
  await using sessions = await stubSessions()
  const { stderr, exitCode } = await open(t, sessions, RunAttach, ['run.7']).result
  assert.deepEqual([stderr, exitCode], ['Error: not here\n', 1])
})

async function openFirst(t: TestContext, sessions: StubSessions) {
  const first = open(t, sessions, Run, [script])
  await shows(first.terminal, 'ready')
  return first
}

function open(
  t: TestContext,
  { url }: StubSessions,
  Command: CommandClass,
  argv: string[],
  terminal = fakeTerminal({ isTTY: true }),
) {
  // A test that has failed leaves nothing that tries to come back.
  t.after(() => terminal.stdin.write('\r~.'))
  return {
    terminal,
    result: runCommand(t, Command, argv, { terminal, env: { QP_URL: url, QP_APP: 'blog' } }),
  }
}

function shows(terminal: FakeTerminal, text: string): Promise<void> {
  return until(`${JSON.stringify(text)} is shown`, () => terminal.stdoutText().includes(text))
}
