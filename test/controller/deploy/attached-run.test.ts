import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { PassThrough, Writable } from 'node:stream'
import { before, type TestContext, test } from 'node:test'
import { type ClientSessionOptions, runClientSession } from '../../../src/attach/client-session.ts'
import { webSocketProcess } from '../../../src/attach/websocket-process.ts'
import { hostAttachedRun } from '../../../src/controller/deploy/attached-run.ts'
import { writeDown } from '../../../src/controller/deploy/one-off.ts'
import { stopRun } from '../../../src/controller/deploy/stop-run.ts'
import type { ContainerSpec } from '../../../src/controller/engine/container-spec.ts'
import type { Engine } from '../../../src/controller/engine/engine.ts'
import { buildTestSpec, untilStopped } from '../../fixtures/containers.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { hashedSource, hashingSink } from '../../fixtures/hashed-streams.ts'
import { OutputCollector } from '../../fixtures/local-session.ts'
import { exhaustMemory, memoryHog } from '../../fixtures/memory-hog.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { until } from '../../fixtures/until.ts'
import { webSocketPair } from '../../fixtures/websocket-pair.ts'

const engine = getTestEngine()
let image = ''

before(async () => {
  image = await getTestImage(engine)
})

test('pipes: input and its end, output apart, the code, and nothing left', {
  timeout: 120_000,
}, async (t) => {
  await using oneOff = await startOneOff(t, ['bash', '-c', 'cat; echo late; echo err >&2; exit 42'], {
    stdin: 'in\n',
  })
  assert.equal((await oneOff.client).exitCode, 42)
  assert.equal(oneOff.stdout.text(), 'in\nlate\n')
  assert.equal(oneOff.stderr.text(), 'err\n')
  assert.deepEqual(await oneOff.server, { exitCode: 42, reason: 'exited' })
  assert.deepEqual(await oneOff.left(), [])
})

test('every byte value survives both ways', { timeout: 120_000 }, async (t) => {
  const bytes = Buffer.from(Array.from({ length: 65_536 }, (_, index) => (index * 7 + (index >> 8)) & 255))
  await using oneOff = await startOneOff(t, ['bash', '-c', 'cat'], { stdin: Buffer.from(bytes) })
  assert.equal((await oneOff.client).exitCode, 0)
  assert.equal(oneOff.stdout.bytes().length, bytes.length)
  assert.ok(oneOff.stdout.bytes().equals(bytes))
})

test('64 MiB in and out have the same hash', { timeout: 180_000 }, async (t) => {
  const sent = hashedSource(randomBytes(1024 * 1024), 64)
  const received = hashingSink()
  await using oneOff = await startOneOff(t, ['cat'], {
    client: { stdin: sent.stream, stdout: received.stream },
  })
  assert.equal((await oneOff.client).exitCode, 0)
  assert.equal(received.digest(), sent.digest())
})

for (const code of [0, 1, 255]) {
  test(`exit code ${code}`, { timeout: 120_000 }, async (t) => {
    await using oneOff = await startOneOff(t, ['bash', '-c', `exit ${code}`])
    assert.deepEqual(await oneOff.server, { exitCode: code, reason: 'exited' })
    assert.equal((await oneOff.client).exitCode, code)
  })
}

test('exit code 137 may be a kill, and is the process’s own', { timeout: 120_000 }, async (t) => {
  await using oneOff = await startOneOff(t, ['bash', '-c', 'exit 137'], { spec: { memoryMb: 48 } })
  const message = 'exit code 137: perhaps it was killed for lack of memory; it may use 48 MB'
  const end = { exitCode: 137, reason: 'exited', message } as const
  assert.deepEqual(await oneOff.server, end)
  assert.deepEqual(await oneOff.client, { by: 'process', ...end })
})

test('a signal reaches the process', { timeout: 120_000 }, async (t) => {
  const pressed = Promise.withResolvers<() => void>()
  await using oneOff = await startOneOff(
    t,
    ['bash', '-c', 'trap "echo caught; exit 9" INT; echo ready; while :; do sleep 0.05; done'],
    {
      client: {
        onSignal(signal, listener) {
          if (signal === 'SIGINT') pressed.resolve(listener)
          return () => {}
        },
      },
    },
  )
  await oneOff.stdout.until(/ready/)
  const press = await pressed.promise
  press()
  assert.equal((await oneOff.client).exitCode, 9)
  assert.equal(oneOff.stdout.text(), 'ready\ncaught\n')
})

test('no such command is 127, no executable file 126, each with a sentence', {
  timeout: 120_000,
}, async (t) => {
  for (const [argv, exitCode, message] of [
    [['no-such-command'], 127, 'command not found: no-such-command'],
    [['/no/such', 'x'], 127, 'no such file, or no interpreter for it: /no/such'],
    [['/etc'], 126, "can't execute /etc: Permission denied"],
  ] as const) {
    await using oneOff = await startOneOff(t, [...argv])
    const end = { exitCode, reason: 'not-started', message } as const
    assert.deepEqual(await oneOff.client, { by: 'process', ...end })
    assert.deepEqual(await oneOff.server, end)
    assert.equal(oneOff.stderr.text(), '')
  }
})

test('no such command in a terminal', { timeout: 120_000 }, async (t) => {
  await using oneOff = await startOneOff(t, ['no-such-command'], {
    spec: { tty: true },
    client: { tty: true },
  })
  assert.equal((await oneOff.client).message, 'command not found: no-such-command')
  assert.equal(oneOff.stdout.text(), '')
})

test('a container that could not be started is told to the client', { timeout: 120_000 }, async (t) => {
  await using oneOff = await startOneOff(t, ['true'], { spec: { user: 'no-such-user' } })
  const { exitCode, message } = await oneOff.client
  assert.ok(exitCode > 124 && exitCode < 128, `${exitCode}`)
  assert.match(message ?? '', /no-such-user/)
  await oneOff.server
  assert.deepEqual(await oneOff.left(), [])
})

test('out of memory is said', { timeout: 120_000 }, async (t) => {
  await using oneOff = await startOneOff(t, ['bash', '-c', memoryHog], { spec: { memoryMb: 16 } })
  await exhaustMemory(oneOff.stdin, oneOff.labels)
  assert.deepEqual(await oneOff.server, {
    exitCode: 137,
    reason: 'out-of-memory',
    signal: 'SIGKILL',
    message: 'killed: out of memory',
  })
})

test('a terminal: size, resize, keys, one stream', { timeout: 120_000 }, async (t) => {
  let changed = () => {}
  const size = { columns: 101, rows: 37 }
  await using oneOff = await startOneOff(
    t,
    [
      'bash',
      '-c',
      'until [ "$(stty size)" = "37 101" ]; do :; done; trap "stty size" WINCH; echo out; echo err >&2; while :; do sleep 0.05; done',
    ],
    {
      spec: { tty: true },
      client: {
        tty: true,
        size: () => size,
        onResize(listener) {
          changed = listener
          return () => {}
        },
      },
    },
  )
  await oneOff.stdout.until(/out\r\nerr\r\n/)
  Object.assign(size, { columns: 90, rows: 20 })
  changed()
  await oneOff.stdout.until(/20 90/)
  oneOff.stdin.write('\u0003')
  assert.equal((await oneOff.client).exitCode, 130)
})

test('a process that Ctrl-Z has stopped ends when it is told to', { timeout: 120_000 }, async (t) => {
  const script = 'trap "exit 8" TERM; trap "" HUP; echo ready; while :; do read it; done'
  await using oneOff = await startOneOff(t, ['bash', '-c', script], {
    spec: { tty: true },
    client: { tty: true },
  })
  await oneOff.stdout.until(/ready/)
  oneOff.stdin.write('\u001a')
  const [container] = await engine.listContainers(oneOff.labels)
  await untilStopped(engine, container?.id ?? '')
  await stopRun(oneOff.platform, oneOff.run, { reason: 'stopped', message: 'stopped by ann' })
  assert.deepEqual(await oneOff.server, { exitCode: 8, reason: 'stopped', message: 'stopped by ann' })
})

test('the end of stdin for a terminal is Ctrl-D, and output still arrives', {
  timeout: 120_000,
}, async (t) => {
  await using oneOff = await startOneOff(t, ['bash', '-c', 'stty -echo; echo ready; cat; echo done'], {
    spec: { tty: true },
    client: { tty: true },
  })
  await oneOff.stdout.until(/ready/)
  oneOff.stdin.end('x\n')
  assert.equal((await oneOff.client).exitCode, 0)
  assert.equal(oneOff.stdout.text(), 'ready\r\nx\r\ndone\r\n')
})

test('a stalled reader stops the process, and its leaving ends it', { timeout: 120_000 }, async (t) => {
  const stdout = new Writable({ highWaterMark: 1, write() {} })
  await using oneOff = await startOneOff(t, ['head', '-c', '200000000', '/dev/zero'], { client: { stdout } })
  await until('something has come', () => stdout.writableLength > 0)
  oneOff.pair.client.terminate()
  assert.equal((await oneOff.server).exitCode, 143)
  assert.deepEqual(await oneOff.left(), [])
})

test('a client of pipes that vanishes takes its process with it', { timeout: 120_000 }, async (t) => {
  await using oneOff = await startOneOff(t, ['bash', '-c', 'echo ready; while :; do sleep 0.05; done'])
  await oneOff.stdout.until(/ready/)
  oneOff.pair.client.terminate()
  await oneOff.server
  assert.deepEqual(await oneOff.left(), [])
})

test('a terminal whose client vanishes waits for it, and no longer than it may', {
  timeout: 120_000,
}, async (t) => {
  await using oneOff = await startOneOff(t, ['bash', '-c', 'echo ready; while :; do sleep 0.05; done'], {
    spec: { tty: true },
    client: { tty: true },
    grace: 0.2,
  })
  await oneOff.stdout.until(/ready/)
  oneOff.pair.client.terminate()
  assert.equal((await oneOff.server).exitCode, 129)
  assert.deepEqual(await oneOff.left(), [])
})

test('how it ended is written down', { timeout: 120_000 }, async (t) => {
  await using oneOff = await startOneOff(t, ['bash', '-c', 'exit 5'])
  await oneOff.client
  await oneOff.left()
  const written = await oneOff.platform.store.runs.find(oneOff.run.appId, oneOff.run.id)
  assert.deepEqual([written?.exitCode, written?.reason, written?.endedAt !== null], [5, 'exited', true])
})

test('a client that left before the container was made leaves nothing', { timeout: 120_000 }, async (t) => {
  const may = Promise.withResolvers<void>()
  const createContainer: Engine['createContainer'] = async (spec) => {
    await may.promise
    return engine.createContainer(spec)
  }
  await using oneOff = await startOneOff(t, ['cat'], { engine: { createContainer } })
  const gone = new Promise((resolve) => oneOff.pair.server.once('close', resolve))
  oneOff.pair.client.terminate()
  await gone
  may.resolve()
  assert.equal((await oneOff.server).reason, 'not-started')
  assert.deepEqual(await oneOff.left(), [])
})

test('a container that could not be made is told to the client', { timeout: 120_000 }, async (t) => {
  const createContainer = () => Promise.reject(new Error('the image is gone'))
  await using oneOff = await startOneOff(t, ['cat'], { engine: { createContainer } })
  const end = { exitCode: 125, reason: 'not-started', message: 'the image is gone' } as const
  assert.deepEqual(await oneOff.client, { by: 'process', ...end })
  assert.deepEqual(await oneOff.server, end)
})

test('one whose network was not ready after all gets another container', { timeout: 120_000 }, async (t) => {
  const released: string[] = []
  await using oneOff = await startOneOff(t, ['bash', '-c', 'exit 6'], {
    readyNetworks: { take: () => 'f00d', release: async (id) => void released.push(id) },
    spec: (holder) => ({ network: holder === undefined ? 'none' : `container:${holder}` }),
  })
  assert.equal((await oneOff.client).exitCode, 6)
  assert.deepEqual(await oneOff.left(), [])
  assert.deepEqual([...new Set(released)], ['f00d'])
})

test('an engine that goes while the dyno is being started is told to the client', {
  timeout: 120_000,
}, async (t) => {
  const findContainer: Engine['findContainer'] = async (id) => {
    if (id === 'f00d') throw new Error('no engine')
    return engine.findContainer(id)
  }
  await using oneOff = await startOneOff(t, ['bash', '-c', 'exit 6'], {
    engine: { findContainer },
    readyNetworks: { take: () => 'f00d', release: async () => {} },
    spec: (holder) => ({ network: holder === undefined ? 'none' : `container:${holder}` }),
  })
  const end = { exitCode: 125, reason: 'not-started', message: 'no engine' } as const
  assert.deepEqual(await oneOff.client, { by: 'process', ...end })
  assert.deepEqual(await oneOff.left(), [])
})

test('one that nobody comes for is gone after a minute', { timeout: 120_000 }, async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const oneOff = await host(t, ['cat'])
  t.mock.timers.tick(60_000)
  t.mock.timers.reset()
  assert.equal((await oneOff.session.ended).reason, 'not-started')
  assert.deepEqual(await oneOff.left(), [])
})

interface OneOffOptions {
  stdin?: string | Buffer
  spec?: Partial<ContainerSpec> | ((holder: string | undefined) => Partial<ContainerSpec>)
  client?: Partial<ClientSessionOptions>
  engine?: Partial<Engine>
  readyNetworks?: { take: () => string | undefined; release: (id: string) => Promise<void> }
  /** Seconds. */
  grace?: number
}

async function startOneOff(t: TestContext, argv: string[], options: OneOffOptions = {}) {
  const { platform, session, ...hosted } = await host(t, argv, options)
  const pair = await webSocketPair()
  const stdin = new PassThrough()
  if (options.stdin !== undefined) stdin.end(options.stdin)
  const [stdout, stderr] = [new OutputCollector(), new OutputCollector()]
  void platform.sessions.join(session, pair.server, { id: 'one', role: 'type', isAllowed: async () => true })
  const process = webSocketProcess({ socket: pair.client })
  const client = runClientSession({ process, stdin, stdout, stderr, tty: false, ...options.client })
  return {
    ...hosted,
    ...{ platform, pair, stdin, stdout, stderr, client },
    server: session.ended,
    async [Symbol.asyncDispose]() {
      await pair[Symbol.asyncDispose]()
      await session.ended
    },
  }
}

/** The session of a run whose container is made on the real engine. */
async function host(t: TestContext, argv: string[], { spec, readyNetworks, ...options }: OneOffOptions = {}) {
  const ensureNetwork = async (name: string) => name
  const platform = await createTestPlatform(t, { engine: { ...engine, ensureNetwork, ...options.engine } })
  Object.assign(platform.readyNetworks, readyNetworks)
  platform.settings.oneOffs = { ...platform.settings.oneOffs, grace: options.grace ?? 300 }
  const { app, user } = await createEmptyApp(platform)
  const partOf = (holder: string | undefined) => (typeof spec === 'function' ? spec(holder) : spec)
  const tty = partOf(undefined)?.tty ?? false
  const run = await writeDown(
    platform,
    { app, user, from: '', command: { argv }, env: {}, tty },
    { kind: 'attached', command: argv.join(' '), size: 'Basic', releaseVersion: 1 },
  )
  const labels = { 'qp.test.run': crypto.randomUUID() }
  hostAttachedRun(platform, app, run, (holder) =>
    buildTestSpec({ image, argv, labels, openStdin: true, log: null, memoryMb: 128, ...partOf(holder) }),
  )
  const session = platform.sessions.find(run.id)
  assert.ok(session)
  return {
    platform,
    run,
    session,
    /** Of its containers. */
    labels,
    /** What is left of its containers, once it was written down how it ended. */
    async left() {
      await until(
        'its end is written down',
        async () => (await platform.store.runs.listRunning(app.id)).length === 0,
      )
      return (await engine.listContainers(labels)).map((it) => it.id)
    },
  }
}
