import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { homedir } from 'node:os'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { type DockerRunOptions, runOnDocker } from '../../../src/api-client/docker/run-on-docker.ts'
import type { RemoteProcess } from '../../../src/attach/remote-process.ts'
import { createTestContainer } from '../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { OutputCollector } from '../../fixtures/local-session.ts'
import { exhaustMemory, memoryHog } from '../../fixtures/memory-hog.ts'
import { requestRelay } from '../../fixtures/request-relay.ts'
import { until } from '../../fixtures/until.ts'

const engine = getTestEngine()
const image = await getTestImage(engine)

/** Runs a line straight on this machine's engine. */
async function start(t: TestContext, line: string, options: Partial<DockerRunOptions> = {}) {
  const run = await runOnDocker({
    address: 'default',
    surroundings: { env: process.env, home: homedir() },
    source: {
      app: null,
      release: null,
      slug: { image, launch: 'image', processTypes: {}, exposedPort: null },
    },
    size: 'Eco',
    command: { line },
    env: {},
    tty: false,
    timeToLive: 3600,
    now: () => new Date(),
    onPull: () => {},
    signal: new AbortController().signal,
    ...options,
  })
  t.after(run.close)
  const { process: made } = run
  if ('exitCode' in made) assert.fail(made.message)
  return { ...run, process: made }
}

const containersOf = (line: string) => engine.listContainers({ 'qp.direct': 'true', 'qp.command': line })

function outputOf({ stdout, stderr }: RemoteProcess) {
  return Promise.all([text(stdout), stderr && text(stderr)])
}

test('pipes: both outputs apart, an end of input, the code; removed once it is closed', async (t) => {
  const line = `: ${randomUUID()}; cat; echo err >&2; exit 5`
  const { process, close } = await start(t, line)
  const output = outputOf(process)
  process.stdin.end('in')
  assert.deepEqual(await output, ['in', 'err\n'])
  assert.deepEqual(await process.exit, { exitCode: 5, reason: 'exited' })
  assert.equal((await containersOf(line)).length, 1)
  await close()
  assert.deepEqual(await containersOf(line), [])
})

test('a terminal: its size, and keys that come after a change of it', async (t) => {
  const terminalSize = { columns: 91, rows: 33 }
  const line = `: ${randomUUID()}; stty size; read line; stty size; echo "$line"`
  const { process } = await start(t, line, { tty: true, terminalSize })
  const output = outputOf(process)
  assert.equal(process.stderr, null)
  await process.resize({ columns: 100, rows: 40 })
  await process.resize({ columns: 101, rows: 41 })
  process.stdin.write('typed\r')
  const [shown] = await output
  assert.match(shown, /41 101\r\ntyped\r\n$/)
  assert.deepEqual(await process.exit, { exitCode: 0, reason: 'exited' })
})

test('what still runs when it is closed is told to end, and removed', async (t) => {
  const line = `: ${randomUUID()}; trap 'echo heard; exit' TERM; echo ready; while :; do sleep 0.02; done`
  const { process, close } = await start(t, line)
  const output = new OutputCollector()
  process.stdout.pipe(output)
  await output.until(/ready/)
  await close()
  await output.until(/heard/)
  assert.deepEqual(await containersOf(line), [])
})

/** Each of them is on its way when the interruption comes: whatever it leads to is there when it is heard. */
for (const moment of [/GET .*\/version/, /POST .*\/containers\/create/, /POST .*\/attach/, /POST .*\/start/])
  test(`an interruption leaves nothing when it comes at ${moment}`, async (t) => {
    const line = `: ${randomUUID()}; sleep 1000`
    const interrupted = new AbortController()
    let moments = 0
    const port = await requestRelay(t, { path: '/var/run/docker.sock' }, (request) => {
      if (!moment.test(request)) return
      moments += 1
      interrupted.abort(new Error('Ctrl-C'))
    })
    const address = `tcp://127.0.0.1:${port}`
    await assert.rejects(start(t, line, { address, signal: interrupted.signal }), { message: 'Ctrl-C' })
    assert.equal(moments, 1)
    assert.deepEqual(await containersOf(line), [])
  })

test('what an earlier run left is cleared once its time is over', async (t) => {
  const forgotten = await createTestContainer(t, engine, {
    image,
    labels: { 'qp.direct': 'true', 'qp.until': new Date(Date.now() - 600_000).toISOString() },
  })
  const { process } = await start(t, 'read line')
  await until('it is cleared', async () => (await engine.findContainer(forgotten)) === undefined)
  process.stdin.end()
})

test('out of memory', async (t) => {
  const line = `: ${randomUUID()}; ${memoryHog}`
  const { process } = await start(t, line)
  await exhaustMemory(process.stdin, { 'qp.command': line })
  assert.deepEqual(await process.exit, {
    exitCode: 137,
    reason: 'out-of-memory',
    signal: 'SIGKILL',
    message: 'killed: out of memory',
  })
})

test('out of time', async (t) => {
  const { process } = await start(t, 'exec sleep 1000', { timeout: 1 })
  assert.equal((await process.exit).exitCode, 124)
})

test('a kill that nobody explains: the memory that it had is named', async (t) => {
  const { process } = await start(t, 'kill -KILL $$', { size: 'Performance-M' })
  assert.deepEqual(await process.exit, {
    exitCode: 137,
    reason: 'exited',
    message: 'exit code 137: perhaps it was killed for lack of memory; it may use 2560 MB',
  })
})
