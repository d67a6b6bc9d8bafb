import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { PassThrough, Readable, Writable } from 'node:stream'
import { test } from 'node:test'
import { WINDOW_BYTES } from '../../src/attach/frames.ts'
import { hashedSource, hashingSink } from '../fixtures/hashed-streams.ts'
import { localProcess, localTerminalProcess } from '../fixtures/local-process.ts'
import { localSession } from '../fixtures/local-session.ts'
import { until } from '../fixtures/until.ts'

test('stdin arrives and ends, output after that still arrives, stdout and stderr apart', {
  timeout: 120_000,
}, async () => {
  await using session = await localSession({
    process: localProcess(['sh', '-c', 'cat; echo late; echo err >&2; exit 3']),
    stdin: 'in\n',
  })
  assert.deepEqual(await session.client, { by: 'process', exitCode: 3, reason: 'exited' })
  assert.equal(session.stdout.text(), 'in\nlate\n')
  assert.equal(session.stderr.text(), 'err\n')
})

test('every byte value survives both ways', { timeout: 120_000 }, async () => {
  const bytes = Buffer.from(Array.from({ length: 65_536 }, (_, index) => (index * 7 + (index >> 8)) & 255))
  await using session = await localSession({
    process: localProcess(['bash', '-c', 'tee >(cat >&2)']),
    stdin: bytes,
  })
  await session.client
  // Not deepEqual, which takes minutes to print a difference of this size.
  assert.ok(session.stdout.bytes().equals(bytes))
  assert.ok(session.stderr.bytes().equals(bytes))
})

test('64 MiB in and out have the same hash', { timeout: 120_000 }, async () => {
  const sent = hashedSource(randomBytes(1024 * 1024 + 1), 64)
  const received = hashingSink()
  await using session = await localSession({
    process: localProcess(['cat']),
    client: { stdin: sent.stream, stdout: received.stream },
  })
  assert.equal((await session.client).exitCode, 0)
  assert.equal(received.digest(), sent.digest())
})

test('the exit code is that of the process, whatever it is', { timeout: 120_000 }, async () => {
  for (const code of [0, 1, 2, 126, 127, 128, 254, 255]) {
    await using session = await localSession({ process: localProcess(['sh', '-c', `exit ${code}`]) })
    assert.equal((await session.client).exitCode, code)
  }
})

test('a signal sent to the client reaches the process', { timeout: 120_000 }, async () => {
  const signals = new EventEmitter()
  await using session = await localSession({
    process: localProcess([
      'sh',
      '-c',
      'trap "echo caught; exit 9" INT; echo ready; while :; do sleep 0.05; done',
    ]),
    client: { onSignal: onSignal(signals) },
  })
  await session.stdout.until(/ready/)
  signals.emit('SIGINT')
  assert.equal((await session.client).exitCode, 9)
  assert.equal(session.stdout.text(), 'ready\ncaught\n')
  assert.equal(signals.listenerCount('SIGINT'), 0)
})

test('a process that does not heed signals is left at the third', { timeout: 120_000 }, async () => {
  const signals = new EventEmitter()
  await using session = await localSession({
    process: localProcess(['sh', '-c', 'trap "" TERM; echo ready; while :; do sleep 0.05; done']),
    client: { onSignal: onSignal(signals) },
    stopMs: 500,
  })
  await session.stdout.until(/ready/)
  for (let count = 0; count < 3; count++) signals.emit('SIGTERM')
  assert.deepEqual(await session.client, { by: 'signal', exitCode: 143 })
  assert.equal((await session.server).exitCode, 137)
  assert.equal(session.process.isDestroyed(), true)
})

test('a signal gets through although the process reads nothing of a full stdin', {
  timeout: 120_000,
}, async () => {
  const signals = new EventEmitter()
  const endless = new Readable({
    read() {
      this.push(Buffer.alloc(65_536))
    },
  })
  await using session = await localSession({
    process: localProcess(['sh', '-c', 'echo ready; exec sleep 1000']),
    client: { stdin: endless, onSignal: onSignal(signals) },
  })
  await session.stdout.until(/ready/)
  await until('stdin is stalled', () => endless.isPaused())
  signals.emit('SIGINT')
  assert.equal((await session.client).exitCode, 130)
})

test('a broken stdout ends the session at once, as SIGPIPE would', { timeout: 120_000 }, async () => {
  const stdout = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    },
  })
  await using session = await localSession({ process: localProcess(['yes']), client: { stdout } })
  assert.deepEqual(await session.client, { by: 'output', exitCode: 141 })
  await session.hosted.closed
})

test('a full disk under stdout is said', { timeout: 120_000 }, async () => {
  const stdout = new Writable({
    write(_chunk, _encoding, done) {
      done(new Error('ENOSPC: no space left on device'))
    },
  })
  await using session = await localSession({ process: localProcess(['yes']), client: { stdout } })
  assert.deepEqual(await session.client, {
    by: 'output',
    exitCode: 1,
    message: "can't write the output: ENOSPC: no space left on device",
  })
})

test('a stalled reader stops the process, a window behind, and gets everything in the end', {
  timeout: 120_000,
}, async () => {
  const total = 32 * WINDOW_BYTES
  const stalled = Promise.withResolvers<void>()
  let taken = 0
  const stdout = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      taken += chunk.length
      void stalled.promise.then(() => done())
    },
  })
  await using session = await localSession({
    process: localProcess(['head', '-c', String(total), '/dev/zero']),
    client: { stdout },
  })
  const { stdout: source } = session.process
  await until('the source is paused', () => source.isPaused())
  await until('all that was sent has arrived', () => session.pair.server.bufferedAmount === 0)
  assert.ok(taken + stdout.writableLength <= WINDOW_BYTES)
  assert.ok(source.readableLength <= 2 * 65_536, `${source.readableLength} bytes wait in the source`)
  stalled.resolve()
  assert.equal((await session.client).exitCode, 0)
  assert.equal(taken, total)
})

test('a terminal has the size from the start and after every change', { timeout: 120_000 }, async () => {
  const size = { columns: 101, rows: 37 }
  const resizes = new EventEmitter()
  await using session = await localSession({
    process: localTerminalProcess([
      'sh',
      '-c',
      'trap "stty size" WINCH; until [ "$(stty size)" = "37 101" ]; do :; done; echo ready; while :; do sleep 0.05; done',
    ]),
    client: {
      size: () => size,
      onResize: (listener) => {
        resizes.on('resize', listener)
        return () => resizes.off('resize', listener)
      },
    },
  })
  await session.stdout.until(/ready/)
  Object.assign(size, { columns: 90, rows: 20 })
  resizes.emit('resize')
  await session.stdout.until(/20 90/)
  session.stdin.write('\u0003')
  assert.equal((await session.client).exitCode, 130)
  assert.equal(resizes.listenerCount('resize'), 0)
})

test('a lost connection is told apart from an end', { timeout: 120_000 }, async () => {
  await using session = await localSession({
    process: localProcess(['sh', '-c', 'echo ready; exec sleep 1000']),
  })
  await session.stdout.until(/ready/)
  session.pair.server.terminate()
  assert.deepEqual(await session.client, {
    by: 'process',
    exitCode: 255,
    reason: 'connection-lost',
    message: 'the connection to the process was lost (closed with 1006)',
  })
})

test('a server that breaks the protocol is left, with the reason', { timeout: 120_000 }, async () => {
  await using session = await localSession({ process: localProcess(['cat']) })
  session.pair.server.send(Buffer.of(77))
  assert.deepEqual(await session.client, {
    by: 'process',
    exitCode: 255,
    reason: 'connection-lost',
    message: 'the connection to the process was lost (no such channel: 77)',
  })
})

test('stdin is left open and unread when it is over', { timeout: 120_000 }, async () => {
  const stdin = new PassThrough()
  await using session = await localSession({ process: localProcess(['true']), client: { stdin } })
  await session.client
  assert.equal(stdin.destroyed, false)
  assert.equal(stdin.isPaused(), true)
})

function onSignal(signals: EventEmitter) {
  return (signal: NodeJS.Signals, listener: () => void) => {
    signals.on(signal, listener)
    return () => signals.off(signal, listener)
  }
}
