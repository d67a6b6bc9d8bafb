import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { answerHead, readAll } from '../../src/api-client/answer.ts'

test('answerHead waits for the head, and throws what came instead', async () => {
  const stream = new Readable({ read() {} })
  setImmediate(() => stream.emit('response', { statusCode: 200 }))
  assert.equal((await answerHead(stream)).statusCode, 200)
  const failed = new Readable({ read() {} })
  setImmediate(() => failed.destroy(new Error('refused')))
  await assert.rejects(answerHead(failed), /refused/)
})

test('readAll joins bytes before it reads them as text', async () => {
  const chunks = [Buffer.from([0xe2, 0x82]), Buffer.from([0xac])]
  assert.equal(await readAll(Readable.from(chunks, { objectMode: false })), '€')
})
