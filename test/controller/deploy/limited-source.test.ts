import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { limitSource } from '../../../src/controller/deploy/limited-source.ts'

const chunks = () => Readable.from([Buffer.alloc(3), Buffer.alloc(4)])

test('what is within the limit is passed on', async () => {
  assert.equal((await buffer(chunks().pipe(limitSource(7)))).length, 7)
})

test('what is longer fails', async () => {
  await assert.rejects(buffer(chunks().pipe(limitSource(6))), {
    id: 'build_failed',
    message: 'The source is larger than 1 KB when it is unpacked.',
  })
})
