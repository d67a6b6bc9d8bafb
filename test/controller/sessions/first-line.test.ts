import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { test } from 'node:test'
import { takeFirstLine } from '../../../src/controller/sessions/first-line.ts'
import { until } from '../../fixtures/until.ts'

const streams = [
  { sent: '12\nrest\nmore', line: '12', left: 'rest\nmore' },
  { sent: '12\r\n\r\nrest', line: '12', left: '\r\nrest' },
  { sent: '12\n', line: '12', left: '' },
  { sent: '\n\n', line: '', left: '\n' },
  { sent: 'no end', line: 'no end', left: '' },
  { sent: '', line: '', left: '' },
]
for (const { sent, line, left } of streams) {
  test(`of ${JSON.stringify(sent)}, however it is cut`, async () => {
    for (let size = 1; size <= sent.length + 1; size += 1) {
      const bytes = Buffer.from(sent)
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      )
      const taken = takeFirstLine(Readable.from(chunks, { objectMode: false }))
      assert.deepEqual([await taken.line, await text(taken.rest)], [line, left], `by ${size}`)
    }
  })
}

test('bytes that are no text stay as they are', async () => {
  const bytes = Buffer.from([0xff, 0, 0x0d, 0x0a, 0xc3])
  const { rest } = takeFirstLine(Readable.from([Buffer.concat([Buffer.from('1\n'), bytes])]))
  assert.deepEqual(await buffer(rest), bytes)
})

test('a source without line ends is not gathered for ever', async () => {
  const source = new PassThrough()
  const { line, rest } = takeFirstLine(source)
  source.write('x'.repeat(5000))
  assert.equal((await line).length, 5000)
  source.end('y')
  assert.equal(await text(rest), 'y')
})

test('a reader that stalls holds the source up', async () => {
  const source = new PassThrough()
  const { line, rest } = takeFirstLine(source)
  source.write('1\n')
  await line
  let count = 0
  while (source.write(Buffer.alloc(16 * 1024)) && count < 100) count += 1
  await until('the source to be held', () => source.isPaused())
  source.end()
  assert.equal((await buffer(rest)).length, (count + 1) * 16 * 1024)
})

test('a source that breaks breaks the rest, and tells what there was', async () => {
  const source = new PassThrough()
  const { line, rest } = takeFirstLine(source)
  source.write('so far')
  await until('it to be read', () => source.readableLength === 0)
  source.destroy(new Error('cut'))
  assert.equal(await line, 'so far')
  await assert.rejects(text(rest), /cut/)
})

test('letting go of the rest lets go of the source', async () => {
  const source = new PassThrough()
  takeFirstLine(source).rest.destroy()
  await until('the source to be let go of', () => source.destroyed)
})
