import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import {
  acknowledgeFrame,
  closeFrame,
  dataFrame,
  decodeFrame,
  type Frame,
  resizeFrame,
  signalFrame,
  type TerminalSize,
  WINDOW_BYTES,
} from '../../src/attach/frames.ts'
import { runServerSession, type SessionClient } from '../../src/attach/server-session.ts'
import { localProcess, localTerminalProcess } from '../fixtures/local-process.ts'
import { localSession } from '../fixtures/local-session.ts'
import { until } from '../fixtures/until.ts'
import { type WebSocketPair, webSocketPair } from '../fixtures/websocket-pair.ts'

test('all output comes before the status, and the status is last', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const frames = collectFrames(pair)
  await runServerSession({
    socket: pair.server,
    start: async () => localProcess(['sh', '-c', 'head -c 500000 /dev/zero; echo x >&2; exit 4']),
  })
  await until('the status has come', () => frames.some((it) => it.channel === 'status' && isEnd(it)))
  assert.deepEqual(frames.at(0), { channel: 'status', status: { status: 'started' } })
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
  const session = runServerSession({ socket: pair.server, start: async () => process })
  await until('a window has come', () => bytesOn(frames, 'stdout') === WINDOW_BYTES)
  await until('the source is paused', () => process.stdout.isPaused())
  pair.client.send(acknowledgeFrame('stdout', 1000))
  await until('as much again', () => bytesOn(frames, 'stdout') === WINDOW_BYTES + 1000)
  pair.client.terminate()
  assert.equal(await session, undefined)
  await process.signal('SIGKILL')
})

test('what comes before there is a process waits for it', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const frames = collectFrames(pair)
  const ready = Promise.withResolvers<SessionClient>()
  const may = Promise.withResolvers<void>()
  const session = runServerSession({
    socket: pair.server,
    async start(client) {
      ready.resolve(client)
      await may.promise
      return localTerminalProcess(['sh', '-c', 'read line; stty size; echo "got $line"; exec sleep 1000'])
    },
  })
  const client = await ready.promise
  pair.client.send(resizeFrame({ columns: 99, rows: 11 }))
  pair.client.send(dataFrame('stdin', [Buffer.from('early\n')]))
  await until('the size is known', () => client.size()?.columns === 99)
  may.resolve()
  await until('it has answered', () => textOn(frames, 'stdout').includes('got early'))
  assert.match(textOn(frames, 'stdout'), /11 99/)
  pair.client.send(signalFrame('SIGKILL'))
  assert.equal((await session)?.exitCode, 137)
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
  const session = runServerSession({ socket: pair.server, start: async () => ({ ...process, resize }) })
  await until('it is ready', () => textOn(frames, 'stdout').includes('ready'))
  for (const columns of [90, 91, 92]) pair.client.send(resizeFrame({ columns, rows: 30 }))
  pair.client.send(dataFrame('stdin', [Buffer.from('\n')]))
  await until('the first resize has begun', () => sizes.length > 0)
  slow.resolve()
  assert.equal((await session)?.exitCode, 0)
  await until('the status has come', () => frames.some(isEnd))
  assert.match(textOn(frames, 'stdout'), /30 92/)
  assert.equal(sizes.at(-1), 92)
})

test('a signal that comes before there is a process is kept for it', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const sawSignal = Promise.withResolvers<void>()
  pair.server.on('message', () => sawSignal.resolve())
  const session = runServerSession({
    socket: pair.server,
    async start() {
      await sawSignal.promise
      return localProcess(['sleep', '1000'])
    },
  })
  pair.client.resume()
  pair.client.send(signalFrame('SIGTERM'))
  assert.equal((await session)?.exitCode, 143)
})

test('why there is no process is told to the client', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const frames = collectFrames(pair)
  const end = { exitCode: 127, reason: 'not-started', message: 'no such command: nope' } as const
  assert.deepEqual(await runServerSession({ socket: pair.server, start: async () => end }), end)
  await until('the status has come', () => frames.length > 0)
  assert.deepEqual(frames, [{ channel: 'status', status: { status: 'ended', ...end } }])
})

test('a client that goes is noticed, and the streams are let go', { timeout: 20_000 }, async () => {
  await using session = await localSession({
    process: localProcess(['sh', '-c', 'echo ready; exec sleep 1000']),
  })
  await session.stdout.until(/ready/)
  session.pair.client.terminate()
  assert.equal(await session.server, undefined)
  assert.equal(session.process.isDestroyed(), true)
})

test('whoever starts the process can see that the client went meanwhile', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const process = localProcess(['sleep', '1000'])
  const session = runServerSession({
    socket: pair.server,
    async start({ gone }) {
      pair.client.terminate()
      await once(gone, 'abort')
      return process
    },
  })
  assert.equal(await session, undefined)
  assert.equal(process.isDestroyed(), true)
  await process.signal('SIGKILL')
})

const violations: Record<string, Buffer | string> = {
  'text message': 'hello',
  'no such channel: 50': Buffer.of(50),
  "data is not the client's to send": dataFrame('stdout', [Buffer.from('x')]),
  'acknowledge of stdout out of range': acknowledgeFrame('stdout', 1),
}

for (const [reason, message] of Object.entries(violations)) {
  test(`a client that breaks the protocol is told why: ${reason}`, { timeout: 20_000 }, async () => {
    await using pair = await webSocketPair()
    const process = localProcess(['sleep', '1000'])
    const session = runServerSession({ socket: pair.server, start: async () => process })
    pair.client.resume()
    pair.client.send(message)
    const [code, why] = await once(pair.client, 'close')
    assert.equal(code, 1002)
    assert.equal(String(why), reason)
    assert.equal(await session, undefined)
    await process.signal('SIGKILL')
  })
}

test('a client that sends more than the window holds is cut off', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const process = localProcess(['sleep', '1000'])
  const session = runServerSession({ socket: pair.server, start: async () => process })
  pair.client.resume()
  const megabyte = Buffer.alloc(WINDOW_BYTES)
  // The first ones are taken by the pipe and acknowledged; an honest sender would wait for that.
  for (let count = 0; count < 4; count++) pair.client.send(dataFrame('stdin', [megabyte]))
  const [code, why] = await once(pair.client, 'close')
  assert.equal(code, 1002)
  assert.equal(String(why), 'more on stdin than its window holds')
  assert.equal(await session, undefined)
  await process.signal('SIGKILL')
})

test('the end of stdin may come twice, and input after it is thrown away', { timeout: 20_000 }, async () => {
  await using pair = await webSocketPair()
  const frames = collectFrames(pair)
  const session = runServerSession({ socket: pair.server, start: async () => localProcess(['cat']) })
  for (const frame of [dataFrame('stdin', [Buffer.from('a')]), closeFrame('stdin'), closeFrame('stdin')])
    pair.client.send(frame)
  pair.client.send(dataFrame('stdin', [Buffer.from('b')]))
  assert.equal((await session)?.exitCode, 0)
  await until('the status has come', () => frames.some(isEnd))
  assert.equal(textOn(frames, 'stdout'), 'a')
})

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
