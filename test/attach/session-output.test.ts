import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { test } from 'node:test'
import { WINDOW_BYTES } from '../../src/attach/frames.ts'
import { SessionOutput } from '../../src/attach/session-output.ts'
import { until } from '../fixtures/until.ts'

test('all is read, and the end is told', async () => {
  const { output, told } = heardOutput()
  output.read(Readable.from([Buffer.from('ab'), Buffer.from('c')]))
  await output.drained
  assert.equal(Buffer.concat(output.replay.slices(0, 10)).toString(), 'abc')
  assert.deepEqual(told, [2, 3, 'end'])
})

test('an output that is not there, or has ended before, is at its end', async () => {
  const ended = Readable.from([])
  await ended.resume().toArray()
  for (const source of [null, ended, new PassThrough().destroy()]) {
    const { output, told } = heardOutput()
    output.read(source)
    await output.drained
    assert.deepEqual(told, ['end'])
  }
})

test('an output that breaks has ended, once', async () => {
  const { output, told } = heardOutput()
  const source = new PassThrough()
  output.read(source)
  source.write('a')
  await until('it was read', () => told.length === 1)
  source.destroy(new Error('the engine went'))
  await output.drained
  await until('it is closed', () => source.closed)
  output.close()
  assert.deepEqual(told, [1, 'end'])
})

test('the process waits a window behind who types, and goes on with the acknowledgement', async () => {
  const { output } = heardOutput()
  const source = endlessSource()
  output.follow(0)
  output.read(source)
  await until('it waits', () => source.isPaused())
  const behind = output.replay.end
  assert.ok(behind >= WINDOW_BYTES && behind < WINDOW_BYTES + 65_536, `${behind} bytes`)
  assert.equal(output.replay.start, 0)
  output.follow(100_000)
  await until('it goes on', () => output.replay.end >= WINDOW_BYTES + 100_000)
  await until('it waits again', () => source.isPaused())
  source.destroy()
})

test('where nobody types it runs free, until somebody does', async () => {
  const { output } = heardOutput()
  const source = endlessSource()
  output.read(source)
  await until('it ran far', () => output.replay.end > 5 * WINDOW_BYTES)
  assert.ok(output.replay.start > 0)
  output.follow(output.replay.end)
  await until('it waits', () => source.isPaused())
  output.follow(undefined)
  const before = output.replay.end
  await until('it runs again', () => output.replay.end > before + 2 * WINDOW_BYTES)
  source.destroy()
})

function heardOutput() {
  const told: (number | 'end')[] = []
  const output: SessionOutput = new SessionOutput(() => {
    told.push(output.replay.isClosed ? 'end' : output.replay.end)
  })
  return { output, told }
}

function endlessSource(): Readable {
  const chunk = Buffer.alloc(16_384)
  return new Readable({
    read() {
      setImmediate(() => this.push(chunk))
    },
  })
}
