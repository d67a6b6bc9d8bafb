import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveBack } from '../../src/attach/spent-bytes.ts'

test('the memory of a large chunk is free at once', () => {
  const chunk = Buffer.alloc(65_536)
  const { buffer } = chunk
  giveBack(chunk)
  assert.equal(buffer.byteLength, 0)
  giveBack(chunk)
})

test('the last part of a chunk gives all of it back, a part before it nothing', () => {
  const chunk = Buffer.alloc(65_536)
  giveBack(chunk.subarray(0, 40_000))
  assert.equal(chunk.length, 65_536)
  giveBack(chunk.subarray(40_000))
  assert.equal(chunk.length, 0)
})

test('what may share its memory with others is left alone', () => {
  const small = Buffer.from('typed')
  giveBack(small)
  assert.equal(small.toString(), 'typed')
  const shared = Buffer.from(new SharedArrayBuffer(65_536))
  giveBack(shared)
  assert.equal(shared.length, 65_536)
})

test('the end of a pool that small buffers share is left alone', () => {
  const isAtEnd = ({ buffer, byteOffset }: Buffer) => byteOffset + 8 === buffer.byteLength
  let last = Buffer.allocUnsafe(8)
  while (!isAtEnd(last)) last = Buffer.allocUnsafe(8)
  giveBack(last)
  assert.equal(last.length, 8)
})
