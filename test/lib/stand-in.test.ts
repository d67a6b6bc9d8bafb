import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { type TestContext, test } from 'node:test'
import type { SessionEnd } from '../../src/attach/client-session.ts'
import type { ProcessEnd } from '../../src/attach/frames.ts'
import type { RemoteProcess } from '../../src/attach/remote-process.ts'
import { checkEnd, connectionNotices, decideTty, standIn } from '../../src/lib/stand-in.ts'
import { localProcess, localTerminalProcess } from '../fixtures/local-process.ts'
import { type FakeTerminal, fakeTerminal } from '../fixtures/terminal.ts'
import { until } from '../fixtures/until.ts'

const shown = (terminal: FakeTerminal, text: string) =>
  until(`${text} to be shown`, () => terminal.stdoutText().includes(text))

function inTerminal(t: TestContext, line: string) {
  const process = localTerminalProcess(['bash', '-c', line])
  t.after(async () => {
    await process.signal('SIGKILL').catch(() => {})
    process.destroy()
  })
  return process
}

test('the terminal is raw while the process runs, and as it was when it has ended', {
  timeout: 120_000,
}, async (t) => {
  const started = Promise.withResolvers<void>()
  const process: RemoteProcess = {
    ...inTerminal(t, 'echo up; read it; exit 5'),
    started: started.promise,
  }
  const terminal = fakeTerminal({ isTTY: true })
  let ups = 0
  const ended = standIn(process, { terminal, tty: true, onUp: () => void ups++ })
  assert.deepEqual([terminal.isRaw(), ups], [false, 0])
  started.resolve()
  await shown(terminal, 'up')
  assert.deepEqual([terminal.isRaw(), ups], [true, 1])
  terminal.stdin.write('\r')
  assert.deepEqual(await ended, { by: 'process', exitCode: 5, reason: 'exited' })
  assert.equal(terminal.isRaw(), false)
  assert.equal(terminal.signal('SIGCONT'), false)
})

test('who comes back to a stopped qp finds its terminal raw, and of the size that it has now', {
  timeout: 120_000,
}, async (t) => {
  const process = inTerminal(t, 'trap "stty size" WINCH; echo up; while :; do sleep 0.01; done')
  const terminal = fakeTerminal({ isTTY: true })
  let raws = 0
  const enterRawMode = () => {
    raws += 1
    return terminal.enterRawMode()
  }
  const ended = standIn(process, {
    terminal: Object.assign(Object.create(terminal), { enterRawMode }),
    tty: true,
  })
  await shown(terminal, 'up')
  Object.defineProperty(terminal, 'columns', { value: 91 })
  assert.equal(terminal.signal('SIGCONT'), true)
  await shown(terminal, '24 91')
  assert.equal(raws, 2)
  await process.signal('SIGKILL')
  assert.equal((await ended).exitCode, 137)
})

const stopped: ProcessEnd = { exitCode: 143, reason: 'stopped', message: 'stopped by ann' }
const lastLines: [shown: string, end: ProcessEnd, isTTY: boolean, written: string][] = [
  ['$ ', stopped, true, '\r\n'],
  ['$ ', stopped, false, ''],
  ['done\r\n', stopped, true, ''],
  ['', stopped, true, ''],
  ['$ ', { exitCode: 3, reason: 'exited' }, true, ''],
]
for (const [shown, end, isTTY, written] of lastLines)
  test(`behind ${JSON.stringify(shown)}, ended by ${JSON.stringify(end)}, terminal: ${isTTY}`, async () => {
    const exit = Promise.withResolvers<ProcessEnd>()
    const [stdin, stdout] = [new PassThrough(), new PassThrough()]
    const none = { resize: async () => {}, signal: async () => {}, destroy: () => {} }
    const process = { stdin, stdout, stderr: null, exit: exit.promise, ...none }
    const terminal = fakeTerminal({ isTTY })
    const ended = standIn(process, { terminal, tty: true })
    stdout.end(shown)
    exit.resolve(end)
    await ended
    assert.equal(terminal.stdoutText(), shown)
    assert.equal(terminal.stderrText(), written)
  })

test('who leaves in the middle of a line finds a line of its own', { timeout: 120_000 }, async (t) => {
  const process = inTerminal(t, 'stty -echo; printf "name? "; read it; read it')
  const terminal = fakeTerminal({ isTTY: true })
  const ended = standIn(process, { terminal, tty: true })
  await shown(terminal, 'name? ')
  terminal.stdin.write('~.')
  assert.equal((await ended).by, 'escape')
  assert.equal(terminal.stderrText(), '\r\n')
})

test('pipes leave the terminal alone', { timeout: 120_000 }, async () => {
  const terminal = fakeTerminal({ isTTY: { stdin: true }, input: 'in' })
  const process = localProcess(['bash', '-c', 'cat; echo err >&2; exit 3'])
  const ended = standIn(process, { terminal, tty: false, onUp: () => assert.equal(terminal.isRaw(), false) })
  assert.equal(terminal.signal('SIGCONT'), true)
  assert.equal(terminal.isRaw(), false)
  assert.equal((await ended).exitCode, 3)
  assert.deepEqual([terminal.stdoutText(), terminal.stderrText()], ['in', 'err\n'])
})

test('Enter ~ ? names the escapes there are', { timeout: 120_000 }, async (t) => {
  for (const detach of [undefined, () => {}]) {
    const process = inTerminal(t, 'echo up; read it; read it')
    const terminal = fakeTerminal({ isTTY: true })
    const ended = standIn(detach ? { ...process, detach } : process, { terminal, tty: true })
    await shown(terminal, 'up')
    terminal.stdin.write('\r~?')
    await until('the help', () => terminal.stderrText().includes('~?  this'))
    assert.match(terminal.stderrText(), /~\. {2}leave, and end the process\r\n/)
    assert.equal(terminal.stderrText().includes('~d'), detach !== undefined)
    terminal.stdin.write('\r~.')
    assert.deepEqual(await ended, { by: 'escape', exitCode: 129 })
  }
})

const ttys: [isTTY: object, asked: boolean | undefined, tty: boolean][] = [
  [{ stdin: true, stdout: true }, undefined, true],
  [{ stdin: true, stderr: true }, undefined, false],
  [{ stdout: true }, undefined, false],
  [{ stdin: true, stdout: true }, false, false],
  [{ stderr: true }, true, true],
]
for (const [isTTY, asked, tty] of ttys) {
  test(`a terminal on ${Object.keys(isTTY)}, asked for ${asked}: ${tty}`, () => {
    assert.equal(decideTty(fakeTerminal({ isTTY }), asked), tty)
  })
}

test('--tty without any terminal is refused', () => {
  assert.throws(() => decideTty(fakeTerminal(), true), {
    name: 'UsageError',
    message: '--tty needs a terminal, and neither stdin nor stdout is one.',
  })
})

test('a person is told what becomes of the connection, a log of a script is not', () => {
  for (const [isTTY, told] of [
    [{ stderr: true }, '\r\n[qp: connected again]\r\n'],
    [{ stdin: true, stdout: true }, ''],
  ] as const) {
    const terminal = fakeTerminal({ isTTY })
    connectionNotices(terminal)('back')
    assert.equal(terminal.stderrText(), told)
  }
})

const ends: [name: string, end: SessionEnd, thrown: object | undefined][] = [
  ['0', { by: 'process', exitCode: 0, reason: 'exited' }, undefined],
  ['0, with words', { by: 'process', exitCode: 0, reason: 'exited', message: 'x' }, undefined],
  ['left to run', { by: 'detach', exitCode: 0 }, undefined],
  ['its own code', { by: 'process', exitCode: 7, reason: 'exited' }, { name: 'RemoteExit', exitCode: 7 }],
  [
    'an end with a reason',
    { by: 'process', exitCode: 137, reason: 'out-of-memory', message: 'killed: out of memory' },
    {
      name: 'UserError',
      exitCode: 137,
      code: 'out_of_memory',
      message: 'killed: out of memory.',
      hint: 'look there',
    },
  ],
  ['a signal to qp', { by: 'signal', exitCode: 143 }, { name: 'RemoteExit', exitCode: 143 }],
  [
    'an output that breaks',
    { by: 'output', exitCode: 1, message: "can't write the output: EIO" },
    { name: 'UserError', exitCode: 1, code: 'output_lost' },
  ],
]
for (const [name, end, thrown] of ends) {
  test(`what becomes of: ${name}`, () => {
    const check = () => checkEnd(end, { hint: 'look there' })
    if (thrown) assert.throws(check, thrown)
    else check()
  })
}
