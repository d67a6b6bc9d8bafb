import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { ReceivedOutput } from '../../src/attach/received-output.ts'

test('what is written can be read, and the end', async () => {
  const output = new ReceivedOutput()
  output.write(Buffer.from('a'), () => {})
  output.write(Buffer.from('b'), () => {})
  output.end()
  output.end()
  assert.equal(output.writable, false)
  assert.equal(await text(output), 'ab')
})

test('it is taken while there is room, and else once it was read', async () => {
  const output = new ReceivedOutput({ highWaterMark: 10 })
  const taken: string[] = []
  for (const name of ['small', 'large', 'more']) output.write(Buffer.alloc(6), () => void taken.push(name))
  assert.deepEqual(taken, ['small'])
  output.resume()
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(taken, ['small', 'large', 'more'])
})

test('what nobody will read any more counts as taken', async () => {
  const output = new ReceivedOutput({ highWaterMark: 1 })
  const taken = new Promise<void>((resolve) => output.write(Buffer.alloc(6), resolve))
  output.destroy()
  await taken
  assert.equal(output.writable, false)
})
