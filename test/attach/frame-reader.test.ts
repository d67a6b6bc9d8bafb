import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameReader } from '../../src/attach/frame-reader.ts'
import { closeFrame, dataFrame, type Frame, FrameError, signalFrame } from '../../src/attach/frames.ts'

/** The frames of messages that each come in pieces of so many bytes. */
function read(messages: readonly Buffer[], pieceBytes: number): Frame[] {
  const frames: Frame[] = []
  const take = frameReader((frame) => void frames.push(frame))
  for (const message of messages)
    for (let at = 0; at < message.length; at += pieceBytes) {
      const bytes = message.subarray(at, at + pieceBytes)
      take({ bytes, isFirst: at === 0, isLast: at + bytes.length === message.length })
    }
  return frames
}

const messages = [dataFrame('stdin', [Buffer.from('abc')]), signalFrame('SIGINT'), closeFrame('stdin')]

for (const pieceBytes of [1, 2, 3, 100]) {
  test(`data is handed on as it comes, the rest whole: pieces of ${pieceBytes}`, () => {
    const frames = read(messages, pieceBytes)
    const data = frames.flatMap((it) => (it.channel === 'data' ? [it.data.toString()] : []))
    assert.equal(data.join(''), 'abc')
    assert.equal(data.length, Math.ceil(4 / pieceBytes) - (pieceBytes === 1 ? 1 : 0))
    assert.deepEqual(frames.slice(data.length), [
      { channel: 'signal', signal: 'SIGINT' },
      { channel: 'close', of: 'stdin' },
    ])
  })
}

test('what is no frame is refused at its end', () => {
  assert.throws(() => read([Buffer.of(99, 1)], 1), new FrameError('no such channel: 99'))
})

test('data of no bytes is nothing', () => {
  assert.deepEqual(read([dataFrame('stdout', [])], 1), [])
})
