import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { decodeFrame, FrameError, WINDOW_BYTES } from '../../src/attach/frames.ts'
import { incomingChannel } from '../../src/attach/incoming-channel.ts'

test('acknowledges what the sink took, a quarter of the window at a time', async () => {
  const offsets: number[] = []
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() })
  const channel = incomingChannel('stdin', sink, (frame) => {
    const decoded = decodeFrame(frame)
    if (decoded.channel === 'acknowledge') offsets.push(decoded.offset)
  })
  channel.receive(Buffer.alloc(WINDOW_BYTES / 4 - 1))
  await channel.consumed()
  assert.deepEqual(offsets, [])
  channel.receive(Buffer.alloc(1))
  await channel.consumed()
  assert.deepEqual(offsets, [WINDOW_BYTES / 4])
})

test('refuses more than the window holds', () => {
  const sink = new Writable({ write: () => {} })
  const channel = incomingChannel('stdin', sink, () => {})
  channel.receive(Buffer.alloc(WINDOW_BYTES))
  assert.throws(() => channel.receive(Buffer.alloc(1)), new FrameError('more on stdin than its window holds'))
})

test('what a broken sink does not take is not waited for', async () => {
  const sink = new Writable({ write: (_chunk, _encoding, done) => done(new Error('broken')) })
  sink.on('error', () => {})
  const channel = incomingChannel('stdout', sink, () => {})
  channel.receive(Buffer.from('one'))
  channel.receive(Buffer.from('two'))
  await channel.consumed()
  channel.receive(Buffer.from('three'))
  await channel.consumed()
})
