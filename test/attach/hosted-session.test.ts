import assert from 'node:assert/strict'
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import {
  acknowledgeFrame,
  closeFrame,
  dataFrame,
  decodeFrame,
  type Frame,
  type ProcessEnd,
  resizeFrame,
  signalFrame,
  type TerminalSize,
  WINDOW_BYTES,
} from '../../src/attach/frames.ts'
import {
  HostedSession,
  type HostedSessionOptions,
  type StartingClient,
} from '../../src/attach/hosted-session.ts'
import { localProcess, localTerminalProcess } from '../fixtures/local-process.ts'
import { localSession } from '../fixtures/local-session.ts'
import { until } from '../fixtures/until.ts'
import { type WebSocketPair, webSocketPair } from '../fixtures/websocket-pair.ts'

test('all output comes before the status, and the status is last', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const frames = collectFrames(pair)
  await host(pair, {
    start: async () => localProcess(['sh', '-c', 'head -c 500000 /dev/zero; echo x >&2; exit 4']),
  }).ended
  await until('the status has come', () => frames.some((it) => it.channel === 'status' && isEnd(it)))
  const attached = { status: 'attached', stdin: 0, stdout: 0, stderr: 0, types: true } as const
  assert.deepEqual(frames.at(0), { channel: 'status', status: attached })
  assert.deepEqual(frames.at(1), { channel: 'status', status: { status: 'started' } })
  assert.deepEqual(frames.at(-1), {
    channel: 'status',
    status: { status: 'ended', exitCode: 4, reason: 'exited' },
  })
  assert.equal(bytesOn(frames, 'stdout'), 500_000)
  assert.equal(bytesOn(frames, 'stderr'), 2)
  assert.equal(pair.client.readyState, pair.client.OPEN)
})

test('without acknowledgement no more than a window is sent', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const frames = collectFrames(pair)
  const process = localProcess(['yes'])
  const session = host(pair, { start: async () => process }).ended
  await until('a window has come', () => bytesOn(frames, 'stdout') === WINDOW_BYTES)
  await until('the source is paused', () => process.stdout.isPaused())
  pair.client.send(acknowledgeFrame('stdout', 1000))
  await until('as much again', () => bytesOn(frames, 'stdout') === WINDOW_BYTES + 1000)
  pair.client.terminate()
  await session
  assert.equal(process.isDestroyed(), true)
})

test('what comes before there is a process waits for it', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const frames = collectFrames(pair)
  const ready = Promise.withResolvers<StartingClient>()
  const may = Promise.withResolvers<void>()
  const session = host(pair, {
    async start(client) {
      ready.resolve(client)
      await may.promise
      return localTerminalProcess(['sh', '-c', 'read line; stty size; echo "got $line"; exec sleep 1000'])
    },
  }).ended
  const client = await ready.promise
  pair.client.send(resizeFrame({ columns: 99, rows: 11 }))
  pair.client.send(dataFrame('stdin', [Buffer.from('early\n')]))
  await until('the size is known', () => client.size()?.columns === 99)
  may.resolve()
  await until('it has answered', () => textOn(frames, 'stdout').includes('got early'))
  assert.match(textOn(frames, 'stdout'), /11 99/)
  pair.client.send(signalFrame('SIGKILL'))
  assert.equal((await session).exitCode, 137)
})

test('keys that come after a resize wait until it is done, and only the newest size counts', {
  timeout: 20_000,
}, async () => {
  await using pair = await webSocketPair()
  const frames = collectFrames(pair)
  const process = localTerminalProcess(['sh', '-c', 'stty -echo; echo ready; read line; stty size'])
  const sizes: number[] = []
  const slow = Promise.withResolvers<void>()
  const resize = async (size: TerminalSize) => {
    sizes.push(size.columns)
    await slow.promise
    await process.resize(size)
  }
  const session = host(pair, { start: async () => ({ ...process, resize }) }).ended
  await until('it is ready', () => textOn(frames, 'stdout').includes('ready'))
  for (const columns of [90, 91, 92]) pair.client.send(resizeFrame({ columns, rows: 30 }))
  pair.client.send(dataFrame('stdin', [Buffer.from('\n')]))
  await until('the first resize has begun', () => sizes.length > 0)
  slow.resolve()
  assert.equal((await session).exitCode, 0)
  await until('the status has come', () => frames.some(isEnd))
  assert.match(textOn(frames, 'stdout'), /30 92/)
  assert.equal(sizes.at(-1), 92)
})

test('a signal that comes before there is a process is kept for it', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const sawSignal = Promise.withResolvers<void>()
  pair.server.on('message', () => sawSignal.resolve())
  const session = host(pair, {
    async start() {
      await sawSignal.promise
      return localProcess(['sleep', '1000'])
    },
  }).ended
  pair.client.resume()
  pair.client.send(signalFrame('SIGTERM'))
  assert.equal((await session).exitCode, 143)
})

test('why there is no process is told to the client', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const frames = collectFrames(pair)
  const end = { exitCode: 127, reason: 'not-started', message: 'no such command: nope' } as const
  assert.deepEqual(await host(pair, { start: async () => end }).ended, end)
  await until('the status has come', () => frames.some(isEnd))
  assert.deepEqual(frames.at(-1), { channel: 'status', status: { status: 'ended', ...end } })
  assert.ok(!frames.some((it) => it.channel === 'status' && it.status?.status === 'started'))
})

test('a client that goes is noticed, and the streams are let go', { timeout: 20_000 }, async () => {
  await using session = await localSession({
    process: localProcess(['sh', '-c', 'echo ready; exec sleep 1000']),
  })
  await session.stdout.until(/ready/)
  session.pair.client.terminate()
  assert.equal((await session.server).exitCode, 143)
  assert.equal(session.process.isDestroyed(), true)
})

test('a process whose client went is killed where it does not heed SIGTERM', {
  timeout: 20_000,
}, async () => {
  await using pair = await webSocketPair()
  const process = localProcess(['sh', '-c', 'trap "" TERM; echo ready; while :; do sleep 0.1; done'])
  const letGo = Promise.withResolvers<ProcessEnd>()
  const session = host(pair, {
    stopMs: 50,
    // As an engine's exec: nothing is known of it any more when its connection is cut.
    start: async () => ({
      ...process,
      exit: Promise.race([process.exit, letGo.promise]),
      destroy() {
        letGo.resolve({ exitCode: 253, reason: 'dyno-gone' })
        process.destroy()
      },
    }),
  })
  const frames = collectFrames(pair)
  await until('it is ready', () => textOn(frames, 'stdout').includes('ready'))
  pair.client.terminate()
  assert.equal((await session.ended).exitCode, 137)
})

test('whoever starts the process can see that the client went meanwhile', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const process = localProcess(['sleep', '1000'])
  const session = host(pair, {
    async start({ hasLeft }) {
      pair.client.terminate()
      await until('it has left', hasLeft)
      return process
    },
  })
  assert.equal((await session.ended).exitCode, 143)
  await session.closed
})

const violations: Record<string, Buffer | string> = {
  'text message': 'hello',
  'no such channel: 50': Buffer.of(50),
  "stdout is not the client's to send": dataFrame('stdout', [Buffer.from('x')]),
  'acknowledge of stdout out of range': acknowledgeFrame('stdout', 1),
}

for (const [reason, message] of Object.entries(violations)) {
  test(`a client that breaks the protocol is told why: ${reason}`, { timeout: 20_000 }, async () => {
    await using pair = await webSocketPair()
    const process = localProcess(['sleep', '1000'])
    const session = host(pair, { start: async () => process }).ended
    pair.client.resume()
    pair.client.send(message)
    const [code, why] = await once(pair.client, 'close')
    assert.equal(code, 1002)
    assert.equal(String(why), reason)
    assert.equal((await session).exitCode, 143)
  })
}

test('a client that sends more than the window holds is cut off', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const process = localProcess(['sleep', '1000'])
  const session = host(pair, { start: async () => process }).ended
  pair.client.resume()
  const megabyte = Buffer.alloc(WINDOW_BYTES)
  // The first ones are taken by the pipe and acknowledged; an honest sender would wait for that.
  for (let count = 0; count < 4; count++) pair.client.send(dataFrame('stdin', [megabyte]))
  const [code, why] = await once(pair.client, 'close')
  assert.equal(code, 1002)
  assert.equal(String(why), 'more on stdin than its window holds')
  assert.equal((await session).exitCode, 143)
})

test('the end of stdin may come twice, and input after it is thrown away', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const frames = collectFrames(pair)
  const session = host(pair, { start: async () => localProcess(['cat']) }).ended
  for (const frame of [dataFrame('stdin', [Buffer.from('a')]), closeFrame('stdin'), closeFrame('stdin')])
    pair.client.send(frame)
  pair.client.send(dataFrame('stdin', [Buffer.from('b')]))
  assert.equal((await session).exitCode, 0)
  await until('the status has come', () => frames.some(isEnd))
  assert.equal(textOn(frames, 'stdout'), 'a')
})

const bashTerminal = () =>
  localTerminalProcess(['sh', '-c', 'stty -echo; echo ready; while read it; do echo "got $it"; done'])

test('a terminal waits for its client, which goes on where it was: nothing is lost or doubled', {
  timeout: 30_000,
}, async () => {
  await using first = await webSocketPair()
  const session = new HostedSession({ tty: true, graceMs: 60_000, start: async () => bashTerminal() })
  void session.join(first.server, { id: 'one', role: 'type' })
  const before = collectFrames(first)
  await until('it is ready', () => textOn(before, 'stdout').includes('ready'))
  first.client.send(dataFrame('stdin', [Buffer.from('a\n')]))
  await until('it has answered', () => textOn(before, 'stdout').includes('got a'))
  first.client.terminate()
  await until('it is alone', () => session.viewers === 0)
  await using second = await webSocketPair()
  void session.join(second.server, { id: 'one', role: 'type', received: { stdout: 3, stderr: 0 } })
  const after = collectFrames(second)
  const whole = textOn(before, 'stdout')
  await until('the rest has come', () => textOn(after, 'stdout') === whole.slice(3))
  assert.deepEqual(after[0], {
    channel: 'status',
    status: { status: 'attached', stdin: 2, stdout: 3, stderr: 0, types: true },
  })
  second.client.send(dataFrame('stdin', [Buffer.from('b\n')]))
  await until('it types on', () => textOn(after, 'stdout').includes('got b'))
  second.client.close(1000)
  await session.closed
})

test('a terminal whose connection breaks while the process is being started keeps its place', {
  timeout: 30_000,
}, async () => {
  await using first = await webSocketPair()
  const started = Promise.withResolvers<void>()
  const session = new HostedSession({
    tty: true,
    graceMs: 60_000,
    async start({ hasLeft }) {
      await started.promise
      assert.equal(hasLeft(), false)
      return bashTerminal()
    },
  })
  void session.join(first.server, { id: 'one', role: 'type' })
  first.client.terminate()
  await until('it is alone', () => session.viewers === 0)
  started.resolve()
  await using second = await webSocketPair()
  void session.join(second.server, { id: 'one', role: 'type', received: { stdout: 0, stderr: 0 } })
  const frames = collectFrames(second)
  await until('it is ready', () => textOn(frames, 'stdout').includes('ready'))
  second.client.send(dataFrame('stdin', [Buffer.from('b\n')]))
  await until('it types', () => textOn(frames, 'stdout').includes('got b'))
  second.client.close(1000)
  await session.closed
})

test('a terminal whose client does not come back ends when the time is over', {
  timeout: 20_000,
}, async () => {
  await using pair = await webSocketPair()
  const session = host(pair, {
    tty: true,
    graceMs: 50,
    start: async () => localTerminalProcess(['sh', '-c', 'echo ready; exec sleep 1000']),
  })
  const frames = collectFrames(pair)
  await until('it is ready', () => textOn(frames, 'stdout').includes('ready'))
  pair.client.terminate()
  assert.equal((await session.ended).exitCode, 129)
  await session.closed
})

test('one types and others watch, each is shown what it missed, and the input can be taken', {
  timeout: 30_000,
}, async () => {
  await using owner = await webSocketPair()
  await using other = await webSocketPair()
  await using third = await webSocketPair()
  const session = new HostedSession({ tty: true, graceMs: 0, start: async () => bashTerminal() })
  void session.join(owner.server, { id: 'owner', role: 'type' })
  const owned = collectFrames(owner)
  await until('it is ready', () => textOn(owned, 'stdout').includes('ready'))
  void session.join(other.server, { id: 'other', role: 'type' })
  const watched = collectFrames(other)
  await until('the watcher sees the past', () => textOn(watched, 'stdout').includes('ready'))
  assert.ok(watched[0]?.channel === 'status' && watched[0].status?.status === 'attached')
  assert.equal(watched[0].status.types, false)
  // What a watcher types goes nowhere.
  other.client.send(dataFrame('stdin', [Buffer.from('nobody\n')]))
  void session.join(third.server, { id: 'third', role: 'take' })
  const taken = collectFrames(third)
  await until('the owner is told', () => owned.some((it) => isStatus(it, 'watching')))
  third.client.send(dataFrame('stdin', [Buffer.from('me\n')]))
  for (const frames of [owned, watched, taken])
    await until('all see it', () => textOn(frames, 'stdout').includes('got me'))
  assert.ok(!textOn(taken, 'stdout').includes('nobody'))
  // It is nobody's any more: who leaves it does not end it.
  third.client.close(1000)
  owner.client.close(1000)
  await until('the watcher is alone', () => session.viewers === 1)
  await session.stop({ message: 'stopped' })
  await until('the watcher is told', () => watched.some(isEnd))
})

test('a watcher that reads nothing holds nobody up, and is told what it lost', {
  timeout: 30_000,
}, async () => {
  await using owner = await webSocketPair()
  await using other = await webSocketPair()
  const total = 4 * WINDOW_BYTES
  const may = Promise.withResolvers<void>()
  const session = host(owner, {
    async start() {
      await may.promise
      return localProcess(['head', '-c', String(total), '/dev/zero'])
    },
  })
  void session.join(other.server, { id: 'other', role: 'watch' })
  const lagging = collectFrames(other)
  const reading = collectFrames(owner)
  owner.client.on('message', () => owner.client.send(acknowledgeFrame('stdout', bytesOn(reading, 'stdout'))))
  may.resolve()
  await until('the owner has it all', () => reading.some(isEnd))
  assert.equal(bytesOn(reading, 'stdout'), total)
  assert.equal(bytesOn(lagging, 'stdout'), WINDOW_BYTES)
  other.client.send(acknowledgeFrame('stdout', WINDOW_BYTES))
  await until('it is told', () => lagging.some((it) => isStatus(it, 'skipped')))
})

test('a stop says why, to whoever is there', { timeout: 20_000 }, async () => {
  await using session = await localSession({
    process: localProcess(['sh', '-c', 'echo ready; exec sleep 1000']),
  })
  await session.stdout.until(/ready/)
  await session.hosted.stop({ reason: 'timed-out', exitCode: 124, message: 'timed out after 1m' })
  assert.deepEqual(await session.client, {
    by: 'process',
    exitCode: 124,
    reason: 'timed-out',
    message: 'timed out after 1m',
  })
})

test('a stop is not held up by a client that reads nothing', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const stdout = new PassThrough({ highWaterMark: 2 * WINDOW_BYTES })
  for (let count = 0; count < 20; count++) stdout.write(Buffer.alloc(WINDOW_BYTES / 16))
  stdout.end()
  const exit = Promise.withResolvers<ProcessEnd>()
  const process = {
    ...localProcess(['true']),
    stdout,
    exit: exit.promise,
    signal: async () => exit.resolve({ exitCode: 143, reason: 'exited' }),
  }
  const session = host(pair, { start: async () => process })
  const frames = collectFrames(pair)
  await until('the window is full', () => bytesOn(frames, 'stdout') === WINDOW_BYTES)
  await session.stop({ reason: 'stopped', message: 'enough' })
  assert.deepEqual(await session.ended, { exitCode: 143, reason: 'stopped', message: 'enough' })
})

test('one that nobody came for is over without a start', async () => {
  const session = new HostedSession({
    tty: false,
    graceMs: 0,
    start: () => assert.fail('nobody came'),
  })
  await session.stop()
  assert.equal((await session.ended).reason, 'not-started')
  await session.closed
})

function host(
  pair: WebSocketPair,
  options: Partial<HostedSessionOptions> & Pick<HostedSessionOptions, 'start'>,
) {
  const session = new HostedSession({ tty: false, graceMs: 0, stopMs: 500, ...options })
  void session.join(pair.server, { id: 'one', role: 'type' })
  return session
}

function isStatus(frame: Frame, status: string): boolean {
  return frame.channel === 'status' && frame.status?.status === status
}

function collectFrames(pair: WebSocketPair): Frame[] {
  const frames: Frame[] = []
  pair.client.on('message', (data: Buffer) => void frames.push(decodeFrame(data)))
  pair.client.resume()
  return frames
}

function isEnd(frame: Frame): boolean {
  return frame.channel === 'status' && frame.status?.status === 'ended'
}

function textOn(frames: readonly Frame[], of: 'stdout' | 'stderr'): string {
  return Buffer.concat(
    frames.flatMap((frame) => (frame.channel === 'data' && frame.of === of ? [frame.data] : [])),
  ).toString()
}

function bytesOn(frames: readonly Frame[], of: 'stdout' | 'stderr'): number {
  return frames.reduce(
    (sum, frame) => sum + (frame.channel === 'data' && frame.of === of ? frame.data.length : 0),
    0,
  )
}
