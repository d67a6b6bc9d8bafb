import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { decodeFrame, FrameError, WINDOW_BYTES } from '../../src/attach/frames.ts'
import { IncomingChannel } from '../../src/attach/incoming-channel.ts'

const quarter = WINDOW_BYTES / 4

test('acknowledges what the sink took, a quarter of the window at a time', async () => {
  const { channel, offsets } = collectingChannel()
  channel.receive(Buffer.alloc(quarter - 1))
  await turn()
  assert.deepEqual(offsets, [])
  channel.receive(Buffer.alloc(1))
  await turn()
  assert.deepEqual(offsets, [quarter])
  assert.equal(channel.offset, quarter)
})

test('refuses more than the window holds', () => {
  const channel = new IncomingChannel('stdin', new Writable({ write: () => {} }), () => {})
  channel.receive(Buffer.alloc(WINDOW_BYTES))
  assert.throws(() => channel.receive(Buffer.alloc(1)), new FrameError('more on stdin than its window holds'))
})

test('a new connection has a window of its own, from where the last one broke off', () => {
  const channel = new IncomingChannel('stdin', new Writable({ write: () => {} }), () => {})
  channel.receive(Buffer.alloc(WINDOW_BYTES))
  channel.resume()
  channel.receive(Buffer.alloc(WINDOW_BYTES))
  assert.equal(channel.offset, 2 * WINDOW_BYTES)
  assert.throws(() => channel.receive(Buffer.alloc(1)), FrameError)
})

test('what nobody wants counts as taken, and the window holds for it too', () => {
  const sink = new Writable({ write: () => assert.fail('nobody wants it') })
  const { channel, offsets } = collectingChannel(sink)
  channel.discard(Buffer.alloc(quarter))
  assert.deepEqual([offsets, channel.offset], [[quarter], quarter])
  assert.throws(() => channel.discard(Buffer.alloc(WINDOW_BYTES + 1)), FrameError)
})

test('what was skipped counts, and is not waited for', async () => {
  const { channel, offsets } = collectingChannel()
  channel.skipTo(5_000_000)
  channel.receive(Buffer.alloc(quarter))
  await turn()
  assert.deepEqual(offsets, [5_000_000 + quarter])
})

test('what a broken sink does not take counts as taken', async () => {
  const sink = new Writable({ write: (_chunk, _encoding, done) => done(new Error('broken')) })
  sink.on('error', () => {})
  const { channel, offsets } = collectingChannel(sink)
  channel.receive(Buffer.alloc(quarter))
  await turn()
  channel.receive(Buffer.alloc(quarter))
  await turn()
  assert.equal(offsets.at(-1), 2 * quarter)
})

function collectingChannel(sink = new Writable({ write: (_chunk, _encoding, done) => done() })) {
  const offsets: number[] = []
  const channel = new IncomingChannel('stdin', sink, (frame) => {
    const decoded = decodeFrame(frame)
    if (decoded.channel === 'acknowledge') offsets.push(decoded.offset)
  })
  return { channel, offsets }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
