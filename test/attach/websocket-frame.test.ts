import assert from 'node:assert/strict'
import type { Writable } from 'node:stream'
import { test } from 'node:test'
import * as ws from 'ws'
import { applyMask, binaryMessage, readFrameHeader } from '../../src/attach/websocket-frame.ts'

const mask = Buffer.of(1, 2, 3, 250)
const lengths = [0, 1, 125, 126, 4096, 4097, 65_535, 65_536, 100_000]

for (const [how, key] of [
  ['plain', undefined],
  ['masked', mask],
  ['masked with zeros', Buffer.alloc(4)],
] as const) {
  test(`ws understands a message of any length, ${how}`, async () => {
    for (const length of lengths) {
      const payload = Buffer.alloc(length, 'payload')
      const pieces = binaryMessage(payload, key)
      assert.deepEqual(await readByWs(pieces, key !== undefined), payload, `${length}`)
      assert.deepEqual(payload, Buffer.alloc(length, 'payload'), 'what was given is left as it was')
      const header = readFrameHeader(Buffer.concat(pieces))
      assert.deepEqual(header && { ...header, size: header.size + length }, {
        size: Buffer.concat(pieces).length,
        first: 0x82,
        length,
        mask: how === 'masked' ? mask : undefined,
        isMasked: key !== undefined,
      })
    }
  })
}

test('a header that has not come whole is none yet', () => {
  const [whole = Buffer.alloc(0)] = binaryMessage(Buffer.alloc(70_000), mask)
  for (let length = 0; length < whole.length; length++)
    assert.equal(readFrameHeader(whole.subarray(0, length)), undefined, `${length}`)
  assert.equal(readFrameHeader(whole)?.length, 70_000)
})

test('a length beyond what fits in four bytes is told', () => {
  const header = Buffer.from([0x82, 127, 0, 0, 0, 2, 0, 0, 0, 1])
  assert.equal(readFrameHeader(header)?.length, 2 ** 33 + 1)
})

test('a mask goes on where the piece before it ended', () => {
  const bytes = Buffer.from('a mask is four bytes')
  const masked = applyMask(Buffer.from(bytes), mask)
  const pieces = [applyMask(masked.subarray(0, 7), mask), applyMask(masked.subarray(7), mask, 7)]
  assert.deepEqual(Buffer.concat(pieces), bytes)
})

/** By an implementation that is not ours. */
function readByWs(pieces: readonly Buffer[], isServer: boolean): Promise<Buffer> {
  // Its types know nothing of it.
  const { Receiver } = ws as unknown as { Receiver: new (options: object) => Writable }
  const receiver = new Receiver({ isServer })
  return new Promise((resolve, reject) => {
    receiver.on('message', (data: Buffer) => resolve(data))
    receiver.on('error', reject)
    for (const piece of pieces) receiver.write(Buffer.from(piece))
  })
}
