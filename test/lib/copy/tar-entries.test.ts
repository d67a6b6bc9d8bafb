import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { pack } from 'tar-stream'
import { readTarEntries } from '../../../src/lib/copy/tar-entries.ts'
import { until } from '../../fixtures/until.ts'

function twoFiles(): Readable {
  const tar = pack()
  tar.entry({ name: 'a' }, '1')
  tar.entry({ name: 'b' }, '2')
  tar.finalize()
  return Readable.from(tar)
}

test('each in turn', async () => {
  const seen = []
  for await (const entry of readTarEntries(twoFiles())) seen.push(entry.header.name + (await text(entry)))
  assert.deepEqual(seen, ['a1', 'b2'])
})

test('a tar that breaks off is an error', async () => {
  const tar = new PassThrough()
  tar.write(Buffer.alloc(100))
  tar.destroy(new Error('cut'))
  await assert.rejects(async () => {
    for await (const entry of readTarEntries(tar)) entry.resume()
  }, /cut/)
})

test('whoever has seen enough lets go of the tar', async () => {
  const tar = twoFiles()
  for await (const entry of readTarEntries(tar)) {
    assert.equal(entry.header.name, 'a')
    break
  }
  await until('the tar to be let go of', () => tar.destroyed)
})
