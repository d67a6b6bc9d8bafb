import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { test } from 'node:test'
import { type ProcessEnd, WINDOW_BYTES } from '../../src/attach/frames.ts'
import { HostedSession } from '../../src/attach/hosted-session.ts'
import { bytesOn, collectFrames, host, textOn } from '../fixtures/hosted-session.ts'
import { localProcess } from '../fixtures/local-process.ts'
import { localSession } from '../fixtures/local-session.ts'
import { until } from '../fixtures/until.ts'
import { webSocketPair } from '../fixtures/websocket-pair.ts'

test('a client that goes is noticed, and the streams are let go', { timeout: 120_000 }, async () => {
  await using session = await localSession({
    process: localProcess(['sh', '-c', 'echo ready; exec sleep 1000']),
  })
  await session.stdout.until(/ready/)
  session.pair.client.terminate()
  assert.equal((await session.server).exitCode, 143)
  assert.equal(session.process.isDestroyed(), true)
})

test('a process whose client went is killed where it does not heed SIGTERM', {
  timeout: 120_000,
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

test('whoever starts the process can see that the client went meanwhile', { timeout: 120_000 }, async () => {
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

test('a stop says why, to whoever is there', { timeout: 120_000 }, async () => {
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

test('a stop is not held up by a client that reads nothing', { timeout: 120_000 }, async () => {
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

test('a process whose end is told when its output was read is not held up by it', {
  timeout: 120_000,
}, async () => {
  await using pair = await webSocketPair()
  const exit = Promise.withResolvers<ProcessEnd>()
  let hasSignal = false
  // As an engine's: it writes until it is told to end, and how it ended is known behind the last of its output.
  const stdout: Readable = new Readable({
    read: () => void stdout.push(hasSignal ? null : Buffer.alloc(65_536)),
  })
  stdout.once('end', () => exit.resolve({ exitCode: 143, reason: 'exited' }))
  const session = host(pair, {
    stopMs: 60_000,
    start: async () => ({
      stdin: new PassThrough(),
      stdout,
      stderr: null,
      exit: exit.promise,
      resize: async () => {},
      async signal() {
        hasSignal = true
      },
      destroy: () => {},
    }),
  })
  const frames = collectFrames(pair)
  await until(
    'it waits for its reader',
    () => bytesOn(frames, 'stdout') === WINDOW_BYTES && stdout.isPaused(),
  )
  await session.stop({ reason: 'stopped' })
  assert.deepEqual(await session.ended, { exitCode: 143, reason: 'stopped' })
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
