import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Duplex } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { test } from 'node:test'
import { demultiplex, readHeader } from '../../../../src/controller/engine/docker/demultiplex.ts'

function frame(stream: number, payload: string): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt8(stream, 0)
  header.writeUInt32BE(Buffer.byteLength(payload), 4)
  return Buffer.concat([header, Buffer.from(payload)])
}

/** A connection whose other side sends these chunks and then ends. */
function connect(chunks: readonly Buffer[]): Duplex {
  const rest = [...chunks]
  return new Duplex({
    read() {
      this.push(rest.shift() ?? null)
    },
    write: (_chunk, _encoding, done) => done(),
  })
}

test('keeps the two streams apart, whatever the pieces they arrive in', async () => {
  const bytes = Buffer.concat([frame(1, 'one '), frame(2, 'oops'), frame(1, ''), frame(1, 'two')])
  for (const size of [1, 3, 7, 8, 9, 1000]) {
    const chunks = []
    for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size))
    const { stdout, stderr } = demultiplex(connect(chunks))
    assert.deepEqual(
      await Promise.all([text(stdout), text(stderr)]),
      ['one two', 'oops'],
      `pieces of ${size}`,
    )
  }
})

test('reads no further while a reader is behind, and goes on when it has caught up', async () => {
  const big = 'x'.repeat(64 * 1024)
  let sent = 0
  const source = new Duplex({
    read() {
      sent += 1
      this.push(sent > 100 ? null : frame(1, big))
    },
    write: (_chunk, _encoding, done) => done(),
  })
  const { stdout } = demultiplex(source)

  await once(source, 'pause')
  assert.ok(sent < 10, `read ${sent} frames for nobody`)

  assert.equal((await buffer(stdout)).length, 100 * big.length)
})

test('a reader that goes away does not hold up the other', async () => {
  const big = 'x'.repeat(64 * 1024)
  const { stdout, stderr } = demultiplex(connect([frame(2, big), frame(2, big), frame(1, 'still here')]))
  stderr.destroy()
  assert.equal(await text(stdout), 'still here')
})

test('an end within a frame is an error', async () => {
  const { stdout } = demultiplex(connect([frame(1, 'whole').subarray(0, 10)]))
  await assert.rejects(text(stdout), { id: 'engine_unavailable' })
})

test('what is destroyed ends both', async () => {
  const source = connect([])
  const { stdout, stderr } = demultiplex(source)
  source.destroy(new Error('cut'))
  await assert.rejects(text(stdout), { message: 'cut' })
  await assert.rejects(text(stderr), { message: 'cut' })
})

test('a header that is none', () => {
  assert.throws(() => readHeader(Buffer.from('$ ls -la')), { id: 'engine_unavailable' })
  assert.deepEqual(readHeader(frame(3, 'xyz')), { stream: 2, length: 3 })
})
