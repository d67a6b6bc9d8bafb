import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { decodeFrame, FrameError, MAX_DATA_BYTES, WINDOW_BYTES } from '../../src/attach/frames.ts'
import { outgoingChannel } from '../../src/attach/outgoing-channel.ts'

test('a lone write leaves at once, those that follow leave together', async () => {
  const { channel, sent } = collectingChannel()
  for (const key of ['a', 'b', 'c']) channel.stream.write(key)
  assert.deepEqual(sent(), ['a'])
  channel.stream.end()
  await once(channel.stream, 'finish')
  assert.deepEqual(sent(), ['a', 'bc', 'closed'])
})

test('a large write is cut up', async () => {
  const { channel, sent } = collectingChannel()
  channel.stream.end(Buffer.alloc(MAX_DATA_BYTES + 1, 'x'))
  await once(channel.stream, 'finish')
  assert.deepEqual(
    sent().map((text) => text.length),
    [MAX_DATA_BYTES, 1, 'closed'.length],
  )
})

test('it stops when the peer is a window behind, and goes on as far as it acknowledges', () => {
  const { channel, bytes } = collectingChannel()
  channel.stream.write(Buffer.alloc(2 * WINDOW_BYTES))
  assert.equal(bytes(), WINDOW_BYTES)
  channel.acknowledge(10)
  assert.equal(bytes(), WINDOW_BYTES + 10)
  channel.acknowledge(WINDOW_BYTES)
  assert.equal(bytes(), 2 * WINDOW_BYTES)
})

test('an acknowledgement of what was not sent, or taken back, is refused', () => {
  const { channel } = collectingChannel()
  channel.stream.write('abc')
  channel.acknowledge(3)
  for (const offset of [4, 2])
    assert.throws(() => channel.acknowledge(offset), new FrameError('acknowledge of stdout out of range'))
})

function collectingChannel() {
  const frames: Buffer[] = []
  const channel = outgoingChannel('stdout', (frame) => void frames.push(frame))
  const decoded = () => frames.map(decodeFrame)
  return {
    channel,
    sent: () => decoded().map((frame) => (frame.channel === 'data' ? frame.data.toString() : 'closed')),
    bytes: () => decoded().reduce((sum, it) => sum + (it.channel === 'data' ? it.data.length : 0), 0),
  }
}
