import assert from 'node:assert/strict'
import { once } from 'node:events'
import { PassThrough, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { DeferredInput } from '../../src/attach/deferred-input.ts'
import { localProcess } from '../fixtures/local-process.ts'

test('what was written before there is a process reaches it, and the end', { timeout: 120_000 }, async () => {
  const input = new DeferredInput()
  input.write('one ')
  input.write('two ')
  input.end('three')
  const process = localProcess(['cat'])
  const said = text(process.stdout)
  input.connect(process.stdin)
  assert.equal(await said, 'one two three')
})

test('the end alone reaches it too, before and after', { timeout: 120_000 }, async () => {
  for (const isEarly of [true, false]) {
    const [input, target] = [new DeferredInput(), new PassThrough()]
    if (isEarly) input.end()
    input.connect(target)
    if (!isEarly) input.end()
    assert.equal(await text(target), '')
  }
})

test('a write has been taken when the process has taken it, and its memory is free then', async () => {
  const waiting: (() => void)[] = []
  const input = new DeferredInput()
  input.connect(new Writable({ write: (_chunk, _encoding, done) => void waiting.push(done) }))
  const chunk = Buffer.alloc(65_536)
  let isTaken = false
  const taken = new Promise<void>((resolve) =>
    input.write(chunk, () => {
      isTaken = true
      resolve()
    }),
  )
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual([isTaken, chunk.length, waiting.length], [false, 65_536, 1])
  waiting[0]?.()
  await taken
  assert.equal(chunk.length, 0)
})

test('it takes nothing more for a process that has closed its input', { timeout: 120_000 }, async () => {
  const input = new DeferredInput()
  const process = localProcess(['sh', '-c', 'exec <&-; echo closed; sleep 1000'])
  input.connect(process.stdin)
  await once(process.stdout, 'data')
  const closed = new Promise((resolve) => input.once('close', resolve))
  // A pipe tells of its other end at the next write.
  for (let count = 0; count < 2 && input.writable; count++)
    await new Promise((resolve) => input.write('x', resolve))
  await closed
  assert.equal(input.writable, false)
  process.destroy()
  await process.signal('SIGKILL')
})

test('one that is gone already is as one that closes', async () => {
  const input = new DeferredInput()
  const target = new PassThrough()
  target.destroy()
  await once(target, 'close')
  input.connect(target)
  assert.equal(input.writable, false)
})
