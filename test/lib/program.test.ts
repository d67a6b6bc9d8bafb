import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { localServer } from '../fixtures/http-server.ts'
import { tempPlace } from '../fixtures/run-command.ts'

const program = join(import.meta.dirname, '../../bin/dev.js')

test('an unknown command exits 2, in words', async (t) => {
  const { stderr, stdout, exitCode } = await run(t, ['nope', '-a', 'blog'])
  assert.equal(stderr, 'Error: no such command: nope. `qp help` lists them.\n')
  assert.deepEqual([stdout, exitCode], ['', 2])
})

test('an unknown command exits 2, in JSON', async (t) => {
  const { stdout, exitCode } = await run(t, ['nope', '--json'])
  assert.deepEqual([JSON.parse(stdout).error.code, exitCode], ['usage', 2])
})

test('a command that fails exits with its code, though stdin stays open', async (t) => {
  const { stderr, exitCode } = await run(t, ['whoami'])
  assert.equal(stderr, 'Error: not logged in to any controller.\n`qp login URL` logs you in.\n')
  assert.equal(exitCode, 4)
})

test('--version and a short name work', async (t) => {
  for (const flag of ['--version', '-v'])
    assert.match((await run(t, [flag])).stdout, /^qp\/\d+\.\d+\.\d+ /, flag)
  const env = { QP_URL: 'http://127.0.0.1:5005', QP_API_KEY: 'mine' }
  const { stdout } = await run(t, ['auth:token', '-j'], env)
  assert.deepEqual(JSON.parse(stdout), { url: 'http://127.0.0.1:5005', token: 'mine' })
})

test('--help says what qp help does', async (t) => {
  const asked = await run(t, ['help', 'config:get'])
  assert.match(asked.stdout, /^display config vars of an app/)
  assert.deepEqual(await run(t, ['config', 'get', 'A', '--help', '-a', 'blog']), asked)
  assert.deepEqual(await run(t, ['help', 'config:get', '-h']), asked)
})

test('when nobody reads stdout any more, the program ends without a word', async (t) => {
  const { url } = await localServer(t, (request, response) => {
    if (request.method === 'POST') {
      response.setHeader('content-type', 'application/json').end('{"logplex_url":"/stream"}')
      return
    }
    const timer = setInterval(
      () => response.write('data: 2026-11-22T10:00:00+00:00 app[web.1]: hello\n\n'),
      5,
    )
    response.on('close', () => clearInterval(timer))
  })
  const child = await start(t, ['logs', '-a', 'blog', '--tail'], { QP_URL: url, QP_API_KEY: 'mine' })
  const stderr = collect(child.stderr)
  const ended = once(child, 'close')
  child.stdout?.once('data', () => child.stdout?.destroy())
  assert.deepEqual([await ended, stderr()], [[0, null], ''])
})

async function run(t: TestContext, argv: string[], env: Record<string, string> = {}) {
  const child = await start(t, argv, env)
  const stdout = collect(child.stdout)
  const stderr = collect(child.stderr)
  const [exitCode] = await once(child, 'close')
  return { stdout: stdout(), stderr: stderr(), exitCode }
}

/** The program in a process of its own, with a home of its own, and a stdin that stays open. */
async function start(t: TestContext, argv: string[], env: Record<string, string>): Promise<ChildProcess> {
  const place = await tempPlace(t)
  const child = spawn(process.execPath, [program, ...argv], { cwd: place.cwd, env: { ...place.env, ...env } })
  t.after(() => child.kill('SIGKILL'))
  return child
}

function collect(stream: ChildProcess['stdout']): () => string {
  const chunks: Buffer[] = []
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString()
}
