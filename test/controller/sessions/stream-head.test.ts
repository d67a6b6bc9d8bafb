import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { takeHead } from '../../../src/controller/sessions/stream-head.ts'

const threeBytes = (soFar: Buffer) => (soFar.length < 3 ? undefined : 3)

test('the head and the rest, wherever chunks are cut', async () => {
  for (let size = 1; size <= 7; size += 1) {
    const bytes = Buffer.from('abcdefg')
    const chunks = Array.from({ length: Math.ceil(7 / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    )
    const { head, rest } = takeHead(Readable.from(chunks, { objectMode: false }), threeBytes)
    assert.deepEqual([String(await head), await text(rest)], ['abc', 'defg'])
  }
})

test('at the end it is asked once more; what can’t be told then is all head', async () => {
  const asked: boolean[] = []
  const { head, rest } = takeHead(Readable.from([Buffer.from('ab')]), (soFar, isAll) => {
    asked.push(isAll)
    return threeBytes(soFar)
  })
  assert.deepEqual([String(await head), await text(rest), asked], ['ab', '', [false, true]])
})

test('it is known though nobody reads the rest', async () => {
  const source = new PassThrough()
  const { head } = takeHead(source, threeBytes)
  source.write('abcd')
  assert.equal(String(await head), 'abc')
})

test('no head at all: all of it is the rest', async () => {
  const { head, rest } = takeHead(Readable.from([Buffer.from('ab')]), () => 0)
  assert.deepEqual([String(await head), await text(rest)], ['', 'ab'])
})
