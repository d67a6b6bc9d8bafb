import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { decodeFrame, WINDOW_BYTES } from '../../src/attach/frames.ts'
import { OutgoingChannel } from '../../src/attach/outgoing-channel.ts'
import { pacedInput } from '../../src/attach/paced-input.ts'
import { ReplayBuffer } from '../../src/attach/replay-buffer.ts'
import { until } from '../fixtures/until.ts'

test('what is written leaves at once, and the end behind it', async () => {
  const { input, sent } = pacedChannel()
  input.stream.write('a')
  await until('it was sent', () => sent().length === 1)
  input.stream.end('b')
  await until('all was sent', () => sent().length === 3)
  assert.deepEqual(sent(), ['a', 'b', 'closed'])
})

test('it takes no more than a window, and the rest as it is acknowledged', async () => {
  const { input, channel, buffer, bytes } = pacedChannel()
  const written: Error[] = []
  const isBelowMark = input.stream.write(Buffer.alloc(2 * WINDOW_BYTES + 5), (error) => {
    if (error) written.push(error)
  })
  assert.equal(isBelowMark, false)
  await until('a window was sent', () => bytes() === WINDOW_BYTES)
  assert.equal(buffer.end, WINDOW_BYTES)
  for (const offset of [10, WINDOW_BYTES]) {
    channel.acknowledge(offset)
    input.onRoom()
    await until('as much again was sent', () => bytes() === WINDOW_BYTES + offset)
  }
  const drained = once(input.stream, 'drain')
  channel.acknowledge(WINDOW_BYTES + 5)
  input.onRoom()
  await drained
  await until('the rest was sent', () => bytes() === 2 * WINDOW_BYTES + 5)
  assert.deepEqual(written, [])
})

test('room that nobody waits for changes nothing', async () => {
  const { input, sent } = pacedChannel()
  input.onRoom()
  input.stream.write('a')
  await until('it was sent', () => sent().length === 1)
  input.onRoom()
  assert.deepEqual(sent(), ['a'])
})

function pacedChannel() {
  const frames: Buffer[] = []
  const buffer = new ReplayBuffer()
  const channel = new OutgoingChannel('stdin', buffer, (frame) => void frames.push(frame))
  const sent = () =>
    frames.map(decodeFrame).map((frame) => (frame.channel === 'data' ? frame.data.toString() : 'closed'))
  const bytes = () => frames.reduce((sum, { length }) => sum + length - 1, 0)
  return { buffer, channel, input: pacedInput(buffer, channel), sent, bytes }
}
