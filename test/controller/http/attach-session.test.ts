import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { PassThrough, Readable, Writable } from 'node:stream'
import { before, test } from 'node:test'
import { type ClientSessionOptions, runClientSession } from '../../../src/attach/client-session.ts'
import { WINDOW_BYTES } from '../../../src/attach/frames.ts'
import type { ContainerSpec } from '../../../src/controller/engine/container-spec.ts'
import { attachOneOff } from '../../../src/controller/http/attach-session.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { OutputCollector } from '../../fixtures/local-session.ts'
import { until } from '../../fixtures/until.ts'
import { webSocketPair } from '../../fixtures/websocket-pair.ts'

const engine = getTestEngine()
const warnings: unknown[] = []
const log = { warn: (details: object) => void warnings.push(details) }
let image = ''

before(async () => {
  image = await getTestImage(engine)
})

test('pipes: input and its end, output apart, the code, and nothing left', { timeout: 60_000 }, async () => {
  await using oneOff = await startOneOff(['bash', '-c', 'cat; echo late; echo err >&2; exit 42'], {
    stdin: 'in\n',
  })
  assert.equal((await oneOff.client).exitCode, 42)
  assert.equal(oneOff.stdout.text(), 'in\nlate\n')
  assert.equal(oneOff.stderr.text(), 'err\n')
  assert.deepEqual(await oneOff.server, { exitCode: 42, reason: 'exited' })
  assert.equal(await engine.findContainer(oneOff.id), undefined)
})

test('every byte value survives both ways', { timeout: 60_000 }, async () => {
  const bytes = Buffer.from(Array.from({ length: 65_536 }, (_, index) => (index * 7 + (index >> 8)) & 255))
  await using oneOff = await startOneOff(['bash', '-c', 'cat'], { stdin: bytes })
  await oneOff.client
  assert.ok(oneOff.stdout.bytes().equals(bytes))
})

test('64 MiB in and out have the same hash', { timeout: 180_000 }, async () => {
  const block = randomBytes(1024 * 1024)
  const sent = createHash('sha256')
  const received = createHash('sha256')
  const stdin = Readable.from(
    (function* () {
      for (let count = 0; count < 64; count++) {
        sent.update(block)
        yield block
      }
    })(),
  )
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      received.update(chunk)
      done()
    },
  })
  await using oneOff = await startOneOff(['cat'], { client: { stdin, stdout } })
  assert.equal((await oneOff.client).exitCode, 0)
  assert.equal(received.digest('hex'), sent.digest('hex'))
})

for (const code of [0, 1, 137, 255]) {
  test(`exit code ${code}`, { timeout: 60_000 }, async () => {
    await using oneOff = await startOneOff(['bash', '-c', `exit ${code}`])
    assert.deepEqual(await oneOff.server, { exitCode: code, reason: 'exited' })
    assert.equal((await oneOff.client).exitCode, code)
  })
}

test('a signal reaches the process', { timeout: 60_000 }, async () => {
  const pressed = Promise.withResolvers<() => void>()
  await using oneOff = await startOneOff(
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
  timeout: 60_000,
}, async () => {
  for (const [command, exitCode] of [
    ['/no/such/command', 127],
    ['/etc', 126],
  ] as const) {
    await using oneOff = await startOneOff([command])
    assert.equal((await oneOff.client).exitCode, exitCode)
    assert.match(oneOff.stderr.text(), new RegExp(command))
  }
})

test('a container that could not be started is told to the client', { timeout: 60_000 }, async () => {
  await using oneOff = await startOneOff(['true'], { spec: { user: 'no-such-user' } })
  const { exitCode, message } = await oneOff.client
  assert.ok(exitCode > 124 && exitCode < 128, `${exitCode}`)
  assert.match(message ?? '', /no-such-user/)
  await oneOff.server
  assert.equal(await engine.findContainer(oneOff.id), undefined)
})

test('out of memory is said', { timeout: 60_000 }, async () => {
  await using oneOff = await startOneOff(['bash', '-c', 'x=$(head -c 200000000 /dev/zero | tr "\\0" x)'], {
    spec: { memoryMb: 16 },
  })
  assert.deepEqual(await oneOff.server, {
    exitCode: 137,
    reason: 'out-of-memory',
    signal: 'SIGKILL',
    message: 'killed: out of memory',
  })
})

test('a terminal: size, resize, keys, one stream', { timeout: 60_000 }, async () => {
  let changed = () => {}
  const size = { columns: 101, rows: 37 }
  await using oneOff = await startOneOff(
    [
      'bash',
      '-c',
      'until [ "$(stty size)" = "37 101" ]; do :; done; echo out; echo err >&2; trap "stty size" WINCH; while :; do sleep 0.05; done',
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

test('the end of stdin for a terminal is Ctrl-D, and output still arrives', { timeout: 60_000 }, async () => {
  await using oneOff = await startOneOff(['bash', '-c', 'stty -echo; echo ready; cat; echo done'], {
    spec: { tty: true },
    client: { tty: true },
  })
  await oneOff.stdout.until(/ready/)
  oneOff.stdin.end('x\n')
  assert.equal((await oneOff.client).exitCode, 0)
  assert.equal(oneOff.stdout.text(), 'ready\r\nx\r\ndone\r\n')
})

test('a stalled reader stops the process, and its leaving ends it', { timeout: 60_000 }, async () => {
  const stdout = new Writable({ highWaterMark: 1, write() {} })
  await using oneOff = await startOneOff(['head', '-c', '200000000', '/dev/zero'], { client: { stdout } })
  await until('the window is full', () => stdout.writableLength >= WINDOW_BYTES)
  assert.equal(stdout.writableLength, WINDOW_BYTES)
  assert.equal(oneOff.pair.server.bufferedAmount, 0)
  oneOff.pair.client.terminate()
  assert.equal((await oneOff.server).exitCode, 143)
  assert.equal(await engine.findContainer(oneOff.id), undefined)
})

for (const tty of [false, true]) {
  test(`a client that vanishes takes its process with it (tty: ${tty})`, { timeout: 60_000 }, async () => {
    await using oneOff = await startOneOff(['bash', '-c', 'echo ready; while :; do sleep 0.05; done'], {
      spec: { tty },
      client: { tty },
    })
    await oneOff.stdout.until(/ready/)
    oneOff.pair.client.terminate()
    await oneOff.server
    assert.equal(await engine.findContainer(oneOff.id), undefined)
  })
}

test('a client that left before the container was made leaves nothing', { timeout: 60_000 }, async () => {
  await using pair = await webSocketPair()
  const made = Promise.withResolvers<string>()
  const server = attachOneOff({ engine, containerId: made.promise, tty: false, socket: pair.server, log })
  const gone = new Promise((resolve) => pair.server.once('close', resolve))
  pair.client.terminate()
  await gone
  const id = await createContainer(['cat'])
  made.resolve(id)
  assert.equal((await server).reason, 'not-started')
  assert.equal(await engine.findContainer(id), undefined)
})

test('a container that could not be made is told to the client', { timeout: 60_000 }, async () => {
  await using pair = await webSocketPair()
  const containerId = Promise.reject(new Error('the image is gone'))
  const server = attachOneOff({ engine, containerId, tty: false, socket: pair.server, log })
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const client = runClientSession({ socket: pair.client, stdin, stdout, stderr, tty: false })
  const end = { exitCode: 125, reason: 'not-started', message: 'the image is gone' } as const
  assert.deepEqual(await client, { by: 'process', ...end })
  assert.deepEqual(await server, end)
})

interface OneOffOptions {
  stdin?: string | Buffer
  spec?: Partial<ContainerSpec>
  client?: Partial<ClientSessionOptions>
}

async function startOneOff(argv: string[], { stdin: input, spec, client: options }: OneOffOptions = {}) {
  const pair = await webSocketPair()
  const stdin = new PassThrough()
  if (input !== undefined) stdin.end(input)
  const [stdout, stderr] = [new OutputCollector(), new OutputCollector()]
  const id = await createContainer(argv, spec)
  const server = attachOneOff({ engine, containerId: id, tty: spec?.tty ?? false, socket: pair.server, log })
  const client = runClientSession({
    socket: pair.client,
    stdin,
    stdout,
    stderr,
    tty: false,
    ...options,
  })
  return {
    id,
    pair,
    stdin,
    stdout,
    stderr,
    client,
    server,
    async [Symbol.asyncDispose]() {
      await pair[Symbol.asyncDispose]()
      await server
      await engine.removeContainer(id)
    },
  }
}

function createContainer(argv: string[], spec: Partial<ContainerSpec> = {}): Promise<string> {
  return engine.createContainer({
    name: `qp-test-session-${randomUUID()}`,
    image,
    argv,
    env: {},
    labels: { 'qp.test': 'attach-session' },
    network: 'none',
    networkAliases: [],
    memoryMb: 128,
    cpus: 1,
    pids: 100,
    tty: false,
    terminalSize: null,
    openStdin: true,
    log: null,
    restart: 'never',
    publish: null,
    volumes: [],
    user: null,
    workingDir: null,
    ...spec,
  })
}
