import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type LogFrame,
  readLogFrames,
  readTerminalEntries,
} from '../../../../src/controller/engine/docker/log-frames.ts'

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function collect(frames: AsyncIterable<LogFrame>): Promise<[string, string][]> {
  const all: [string, string][] = []
  for await (const { stream, payload } of frames) all.push([stream, payload.toString()])
  return all
}

test('frames come whole, whatever the pieces they arrive in', async () => {
  const bytes = Buffer.from('\x01\0\0\0\0\0\0\x03one\x02\0\0\0\0\0\0\x02er\x01\0\0\0\0\0\0\0', 'latin1')
  for (const size of [1, 5, 8, 100]) {
    const frames = await collect(readLogFrames(cut(bytes, size)))
    assert.deepEqual(frames, [
      ['stdout', 'one'],
      ['stderr', 'er'],
      ['stdout', ''],
    ])
  }
})

test('entries of a terminal are lines, the last one as far as it goes', async () => {
  for (const size of [1, 4, 100]) {
    const entries = await collect(readTerminalEntries(cut(Buffer.from('one\r\n\r\nrest'), size)))
    assert.deepEqual(entries, [
      ['stdout', 'one\r\n'],
      ['stdout', '\r\n'],
      ['stdout', 'rest'],
    ])
  }
})
