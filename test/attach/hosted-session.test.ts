import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  acknowledgeFrame,
  closeFrame,
  dataFrame,
  resizeFrame,
  signalFrame,
  type TerminalSize,
  WINDOW_BYTES,
} from '../../src/attach/frames.ts'
import type { StartingClient } from '../../src/attach/hosted-session.ts'
import { bytesOn, collectFrames, host, isEnd, textOn } from '../fixtures/hosted-session.ts'
import { localProcess, localTerminalProcess } from '../fixtures/local-process.ts'
import { until } from '../fixtures/until.ts'
import { webSocketPair } from '../fixtures/websocket-pair.ts'

test('all output comes before the status, and the status is last', { timeout: 120_000 }, async () => {
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

test('without acknowledgement no more than a window is sent', { timeout: 120_000 }, async () => {
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

test('what comes before there is a process waits for it', { timeout: 120_000 }, async () => {
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
  timeout: 120_000,
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

test('a signal that comes before there is a process is kept for it', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const session = host(pair, {
    async start(client) {
      await until('what came behind the signal has come', () => client.size() !== undefined)
      return localProcess(['sleep', '1000'])
    },
  }).ended
  pair.client.resume()
  pair.client.send(signalFrame('SIGTERM'))
  pair.client.send(resizeFrame({ columns: 80, rows: 24 }))
  assert.equal((await session).exitCode, 143)
})

test('why there is no process is told to the client', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const frames = collectFrames(pair)
  const end = { exitCode: 127, reason: 'not-started', message: 'no such command: nope' } as const
  assert.deepEqual(await host(pair, { start: async () => end }).ended, end)
  await until('the status has come', () => frames.some(isEnd))
  assert.deepEqual(frames.at(-1), { channel: 'status', status: { status: 'ended', ...end } })
  assert.ok(!frames.some((it) => it.channel === 'status' && it.status?.status === 'started'))
})

test('the end of stdin may come twice, and input after it is thrown away', { timeout: 120_000 }, async () => {
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
