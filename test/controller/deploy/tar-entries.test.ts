import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { readTarEntries } from '../../../src/controller/deploy/tar-entries.ts'
import { packTree } from '../../fixtures/build.ts'

test('entries come in order, with what is in them', async () => {
  const seen: string[] = []
  for await (const entry of readTarEntries(packTree({ a: '1', 'b/c': '2' }))) {
    seen.push(`${entry.header.name}=${await text(entry)}`)
  }
  assert.deepEqual(seen, ['a=1', 'b/c=2'])
})

test('a tar that breaks off is an error', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.alloc(512)
      throw new Error('git archive died')
    })(),
  )
  await assert.rejects(async () => {
    for await (const entry of readTarEntries(broken)) entry.resume()
  }, /git archive died/)
})
