import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../../src/controller/http/pre-receive.ts', import.meta.url))
const updates = `${'0'.repeat(40)} ${'1'.repeat(40)} refs/heads/main\n`

/** A controller's end of the socket: `onQuestion` answers the one line that the hook sends. */
async function listen(t: TestContext, onQuestion: (question: unknown, socket: Socket) => void) {
  const dir = await mkdtemp(join(tmpdir(), 'qp-hook-test-'))
  const path = join(dir, 'push.sock')
  const server = createServer((socket) => {
    createInterface({ input: socket }).on('line', (line) => onQuestion(JSON.parse(line), socket))
  })
  server.listen(path)
  t.after(async () => {
    server.close()
    await rm(dir, { recursive: true, force: true })
  })
  await once(server, 'listening')
  return path
}

/** Runs the hook as git does. */
async function runHook(socketPath: string) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    env: {
      QP_PUSH_SOCKET: socketPath,
      QP_PUSH: 'push-1',
      GIT_QUARANTINE_PATH: '/q',
      GIT_OBJECT_DIRECTORY: '/o',
      GIT_ALTERNATE_OBJECT_DIRECTORIES: '/a',
      GIT_DIR: '.',
      SECRET: 'x',
    },
  })
  child.stdin.on('error', () => {})
  child.stdin.end(updates)
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])
  return { said, code: code as number }
}

for (const exitCode of [0, 1]) {
  test(`it asks, says what it is told and ends with ${exitCode}`, { timeout: 120_000 }, async (t) => {
    let asked: unknown
    const path = await listen(t, (question, socket) => {
      asked = question
      socket.write('{"line":"-----> Build"}\n{"line":"  done \\u00fc"}\n')
      socket.write(`{"exitCode":${exitCode}}\n`)
    })
    assert.deepEqual(await runHook(path), { said: '-----> Build\n  done ü\n', code: exitCode })
    assert.deepEqual(asked, {
      push: 'push-1',
      updates,
      env: {
        GIT_QUARANTINE_PATH: '/q',
        GIT_OBJECT_DIRECTORY: '/o',
        GIT_ALTERNATE_OBJECT_DIRECTORIES: '/a',
      },
    })
  })
}

const wentAway = ' !     The controller went away. Push again when it is back.\n'

test('a controller that goes away in between refuses the push', { timeout: 120_000 }, async (t) => {
  const path = await listen(t, (_, socket) => socket.end('{"line":"-----> Build"}\n'))
  assert.deepEqual(await runHook(path), { said: `-----> Build\n${wentAway}`, code: 1 })
})

test('so does one that is not there', { timeout: 120_000 }, async () => {
  assert.deepEqual(await runHook('/nonexistent/push.sock'), { said: wentAway, code: 1 })
})
