import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ReplayBuffer } from '../../src/attach/replay-buffer.ts'

test('keeps the newest bytes, whatever the sizes they came in', () => {
  const buffer = new ReplayBuffer(10_000)
  let all = Buffer.alloc(0)
  for (const [index, length] of [1, 4095, 1, 3000, 9000, 10_000, 25_000, 7, 9999, 3].entries()) {
    const chunk = Buffer.alloc(length, `${index}abc`)
    buffer.append(chunk)
    all = Buffer.concat([all, chunk])
    assert.equal(buffer.end, all.length)
    assert.equal(buffer.start, Math.max(0, all.length - 10_000) > 0 ? all.length - 10_000 : 0)
    const kept = Buffer.concat(buffer.slices(buffer.start, 20_000))
    assert.ok(kept.equals(all.subarray(buffer.start)), `after chunk ${index}`)
  }
})

test('gives as much as is asked for, from where it is asked for', () => {
  const buffer = new ReplayBuffer()
  buffer.append(Buffer.from('abcdef'))
  assert.equal(Buffer.concat(buffer.slices(2, 3)).toString(), 'cde')
  assert.deepEqual(buffer.slices(6, 10), [])
})

test('takes no more memory than what was written needs', () => {
  const buffer = new ReplayBuffer()
  assert.equal(buffer.start, 0)
  buffer.append(Buffer.from('x'))
  const [view] = buffer.slices(0, 1)
  assert.equal(view?.buffer.byteLength, 4096)
  assert.equal(buffer.isClosed, false)
  buffer.close()
  assert.equal(buffer.isClosed, true)
})
