import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type PtyProcess, spawnInPty } from '../fixtures/pty.ts'
import { tempPlace } from '../fixtures/run-command.ts'
import { stubSessions } from '../fixtures/stub-sessions.ts'
import { until } from '../fixtures/until.ts'

const program = join(import.meta.dirname, '../../bin/dev.js')

const codes = `echo "\${PIPESTATUS[*]}"`

test('a shell in a real terminal: size, live resize, Ctrl-C, code', { timeout: 120_000 }, async (t) => {
  await using sessions = await stubSessions()
  await using terminal = await qpBetweenLooks(t, sessions.url, 'qp run "exec bash --norc -i"')
  // Each time until the prompt: what is typed while bash changes the terminal's mode may be lost, as at home.
  await terminal.until(/Running exec bash --norc -i on blog\.\.\. up, run\.1\r\n[\s\S]*# $/)
  terminal.write('until [ "$(stty size)" = "24 80" ]; do :; done; echo $((40 + 1)) fits\r')
  await terminal.until(/41 fits\r\n[\s\S]*# $/)
  terminal.resize(90, 33)
  terminal.write(
    'until [ "$(stty size)" = "33 90" ]; do :; done; sh -c "echo $((40 + 2)) fits; exec sleep 1000"\r',
  )
  await terminal.until(/42 fits\r\n/)
  terminal.write('\u0003')
  await terminal.until(/\^C[\s\S]*# $/)
  terminal.write('echo status $?\r')
  await terminal.until(/status 130\r\n[\s\S]*# $/)
  terminal.write('exit 7\r')
  await expectRestored(terminal, 7)
})

for (const [signal, code] of [
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  test(`${signal} to qp leaves the terminal as it was, and ends the process`, {
    timeout: 120_000,
  }, async (t) => {
    await using sessions = await stubSessions()
    await using terminal = await qpBetweenLooks(t, sessions.url, 'qp run "echo raw; exec sleep 1000"')
    await terminal.until(/\nraw\r\n/)
    process.kill(await childOf(terminal.pid), signal)
    await expectRestored(terminal, code)
    await until('the session let go of the process', () => sessions.processes[0]?.stdout.destroyed === true)
  })
}

test('a terminal whose connection is lost is come back to, with what happened meanwhile', {
  timeout: 120_000,
}, async (t) => {
  await using sessions = await stubSessions()
  const script = 'stty -echo; echo raw; while read it; do echo "<$it>"; done'
  await using terminal = await qpBetweenLooks(t, sessions.url, `qp run '${script}'`)
  await terminal.until(/\nraw\r\n/)
  terminal.write('one\n')
  await terminal.until(/<one>/)
  sessions.dropSessions()
  terminal.write('two\n')
  await terminal.until(/connection is lost[\s\S]*connected again[\s\S]*<two>/)
  terminal.write('three\n')
  const output = await terminal.until(/<three>/)
  for (const line of ['<one>', '<two>', '<three>']) assert.equal(output.split(line).length, 2, line)
  terminal.write('\u0004')
  await expectRestored(terminal, 0)
})

test('Enter ~ . leaves, also while the network is away, and the terminal is as it was', {
  timeout: 120_000,
}, async (t) => {
  await using sessions = await stubSessions()
  await using terminal = await qpBetweenLooks(t, sessions.url, 'qp run "echo raw; exec sleep 1000"')
  await terminal.until(/\nraw\r\n/)
  await sessions.stopListening()
  terminal.write('\r~?')
  await terminal.until(/~\. {2}leave/)
  terminal.write('\r~.')
  await expectRestored(terminal, 129)
})

test('Enter ~ d leaves it running', { timeout: 120_000 }, async (t) => {
  await using sessions = await stubSessions()
  await using terminal = await qpBetweenLooks(t, sessions.url, 'qp run "echo raw; exec sleep 1000"')
  await terminal.until(/\nraw\r\n/)
  terminal.write('\r~d')
  assert.match(await expectRestored(terminal, 0), /Left run\.1, which runs on/)
  assert.equal(sessions.processes[0]?.stdout.destroyed, false)
})

test('a pipe on one side makes no terminal, and a broken one ends both sides', {
  timeout: 120_000,
}, async (t) => {
  await using sessions = await stubSessions()
  const line = `qp run yes | head -1; ${codes}; yes | qp run head -1; ${codes}`
  await using terminal = await qpBetweenLooks(t, sessions.url, line)
  assert.match(await terminal.until(/looked/), /\ny\r\n141 0\r\n.*\r\ny\r\n141 0\r\n/)
  assert.deepEqual(
    sessions.requests.map(({ tty }) => tty),
    [false, false],
  )
})

test('a reader that stalls stops the process, and gets all in the end', { timeout: 120_000 }, async (t) => {
  await using sessions = await stubSessions()
  const line = `qp run "head -c 5000000 /dev/zero" | { read -n 1 key < /dev/tty; wc -c; }; ${codes}`
  await using terminal = await qpBetweenLooks(t, sessions.url, line)
  await until('the process is stalled', () => sessions.processes[0]?.stdout.isPaused() === true)
  terminal.write('x')
  assert.match(await terminal.until(/looked/), /5000000\r\n0 0\r\n/)
})

/** Bash runs the line in a real terminal between two looks at the terminal's settings. */
async function qpBetweenLooks(t: TestContext, url: string, line: string): Promise<PtyProcess> {
  const place = await tempPlace(t)
  const script = `qp() { "$node" "$program" "$@"; }; stty -g; ${line}; echo "ended with $?"; stty -g; echo looked`
  return spawnInPty(['bash', '-c', script], {
    cwd: place.cwd,
    env: {
      ...place.env,
      node: process.execPath,
      program,
      QP_URL: url,
      QP_API_KEY: 'token-of-mia',
      QP_APP: 'blog',
      NO_COLOR: '1',
    },
  })
}

async function expectRestored(terminal: PtyProcess, code: number): Promise<string> {
  const output = await terminal.until(/looked/)
  assert.match(output, new RegExp(`ended with ${code}\\r\\n`))
  const [before, after] = output.match(/^[0-9a-f]+(:[0-9a-f]+){10,}/gm) ?? []
  assert.ok(before)
  assert.equal(after, before)
  return output
}

async function childOf(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return Number(children.trim().split(' ').at(0))
}
