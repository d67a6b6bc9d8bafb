import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { type TestContext, test } from 'node:test'
import type { RemoteProcess } from '../../../src/attach/remote-process.ts'
import { checkSession } from '../../../src/lib/doctor/session.ts'
import { type LocalProcess, localTerminalProcess } from '../../fixtures/local-process.ts'

const inTime = () => ({ signal: AbortSignal.timeout(60_000) })

test('a shell that answers is proof; it has ended by itself, and is let go', async (t) => {
  const shell = local(t, ['sh'])
  const { opened, answered } = await checkSession(async () => shell, inTime())
  assert.ok(opened >= 0 && answered >= 0)
  assert.equal((await shell.exit).exitCode, 0)
  assert.equal(shell.isDestroyed(), true)
})

test('what only repeats what is typed is no shell', async (t) => {
  // Its terminal echoes, and it writes each line again.
  const parrot = local(t, ['cat'])
  const interruption = new AbortController()
  let seen = ''
  parrot.stdout.on('data', (chunk) => {
    seen += String(chunk)
    if (seen.split('6*7').length > 2) interruption.abort()
  })
  await assert.rejects(
    checkSession(async () => parrot, { signal: interruption.signal }),
    {
      name: 'CancelError',
    },
  )
  assert.equal(parrot.isDestroyed(), true)
})

test('a prompt with a 42 in it is no answer', async (t) => {
  const interruption = new AbortController()
  const shell = local(t, ['sh', '-c', 'printf "app@3e42: a42\\n42$ "; exec cat >/dev/null'])
  shell.stdout.on('data', (chunk) => {
    if (String(chunk).includes('6*7')) interruption.abort()
  })
  await assert.rejects(
    checkSession(async () => shell, { signal: interruption.signal }),
    {
      name: 'CancelError',
    },
  )
})

test('a shell that is gone too soon is told with its end', async (t) => {
  await assert.rejects(
    checkSession(async () => local(t, ['sh', '-c', 'read line; exit 3']), inTime()),
    { name: 'UserError', message: 'the shell was gone before it answered: it ended with exit code 3.' },
  )
})

test('a shell that does not end well is a failure too', async (t) => {
  const script = 'read line; echo 42; read line; exit 4'
  await assert.rejects(
    checkSession(async () => local(t, ['sh', '-c', script]), inTime()),
    {
      name: 'UserError',
      message: 'the shell did not end well: it ended with exit code 4.',
    },
  )
})

test('no shell in the image is not the fault of the session', async () => {
  const process = neverStarted()
  await assert.rejects(
    checkSession(async () => process, inTime()),
    { name: 'NoShell', message: 'no sh.' },
  )
})

test('what is opened after the time is over is let go of too', async (t) => {
  const opening = Promise.withResolvers<RemoteProcess>()
  const interruption = new AbortController()
  const checking = checkSession(() => opening.promise, { signal: interruption.signal })
  interruption.abort()
  await assert.rejects(checking, { name: 'CancelError' })
  const shell = local(t, ['sh'])
  opening.resolve(shell)
  await opening.promise
  assert.equal(shell.isDestroyed(), true)
})

test('what cannot be opened is thrown as it is', async () => {
  await assert.rejects(
    checkSession(() => Promise.reject(new TypeError('x')), inTime()),
    { name: 'TypeError' },
  )
})

function local(t: TestContext, argv: [string, ...string[]]): LocalProcess {
  const process = localTerminalProcess(argv)
  t.after(() => process.signal('SIGKILL').catch(() => {}))
  return process
}

function neverStarted(): RemoteProcess {
  return {
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: null,
    started: new Promise(() => {}),
    resize: async () => {},
    signal: async () => {},
    exit: Promise.resolve({ exitCode: 127, reason: 'not-started', message: 'no sh.' }),
    destroy: () => {},
  }
}
