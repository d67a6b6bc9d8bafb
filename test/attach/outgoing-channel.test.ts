import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeFrame, FrameError, MAX_DATA_BYTES, WINDOW_BYTES } from '../../src/attach/frames.ts'
import { OutgoingChannel } from '../../src/attach/outgoing-channel.ts'
import { ReplayBuffer } from '../../src/attach/replay-buffer.ts'

test('a lone write leaves at once, those that follow leave together', async () => {
  const { write, source, channel, sent } = collectingChannel()
  for (const key of ['a', 'b', 'c']) write(key)
  assert.deepEqual(sent(), ['a'])
  source.close()
  channel.flush()
  await turn()
  assert.deepEqual(sent(), ['a', 'bc', 'closed'])
  assert.equal(channel.isDone, true)
})

test('a large write is cut up', () => {
  const { write, sent } = collectingChannel()
  write('x'.repeat(MAX_DATA_BYTES + 1))
  assert.deepEqual(
    sent().map((text) => text.length),
    [MAX_DATA_BYTES, 1],
  )
})

test('it stops when the peer is a window behind, and goes on as far as it acknowledges', async () => {
  const { write, channel, bytes } = collectingChannel()
  write('x'.repeat(WINDOW_BYTES + 20))
  assert.equal(bytes(), WINDOW_BYTES)
  await turn()
  channel.acknowledge(10)
  assert.equal(bytes(), WINDOW_BYTES + 10)
  await turn()
  channel.acknowledge(WINDOW_BYTES)
  assert.equal(bytes(), WINDOW_BYTES + 20)
  assert.equal(channel.acknowledged, WINDOW_BYTES)
})

test('an acknowledgement of what was not sent is refused, one of less than before means nothing', () => {
  const { write, channel } = collectingChannel()
  write('abc')
  channel.acknowledge(3)
  channel.acknowledge(2)
  assert.equal(channel.acknowledged, 3)
  assert.throws(() => channel.acknowledge(4), new FrameError('acknowledge of stdout out of range'))
})

test('a peer that comes back is sent what it did not receive, and the end again', async () => {
  const { write, source, channel, sent } = collectingChannel()
  write('abcdef')
  source.close()
  await turn()
  channel.resume(4)
  await turn()
  assert.deepEqual(sent(), ['abcdef', 'closed', 'ef', 'closed'])
  assert.throws(() => channel.resume(7), new FrameError("stdout can't go on from 7"))
})

test('a peer that is too slow is told where it goes on', async () => {
  const skips: number[] = []
  const source = new ReplayBuffer(8192)
  const frames: Buffer[] = []
  source.append(Buffer.alloc(10_000))
  const channel = new OutgoingChannel('stdout', source, (frame) => void frames.push(frame), {
    onSkip: (offset) => skips.push(offset),
  })
  channel.flush()
  assert.deepEqual(skips, [10_000 - 8192])
  assert.equal(frames[0]?.length, 8192 + 1)
  channel.acknowledge(10_000)
})

function collectingChannel() {
  const frames: Buffer[] = []
  const source = new ReplayBuffer()
  const channel = new OutgoingChannel('stdout', source, (frame) => void frames.push(frame))
  const decoded = () => frames.map(decodeFrame)
  return {
    channel,
    source,
    write(text: string) {
      source.append(Buffer.from(text))
      channel.flush()
    },
    sent: () => decoded().map((frame) => (frame.channel === 'data' ? frame.data.toString() : 'closed')),
    bytes: () => decoded().reduce((sum, it) => sum + (it.channel === 'data' ? it.data.length : 0), 0),
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
