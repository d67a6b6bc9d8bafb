import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { type Header, pack } from 'tar-stream'
import { readTarEntries } from '../../../src/controller/deploy/tar-entries.ts'
import { ownTar } from '../../../src/controller/deploy/tar-owner.ts'

const owner = { uid: 1000, gid: 1001 }

test('everything is kept but whose it is', async () => {
  const mtime = new Date('2026-01-02T03:04:05Z')
  const tar = pack()
  tar.entry({ name: 'a/', type: 'directory', mode: 0o700, mtime, uid: 7, gid: 8, uname: 'mia' })
  tar.entry({ name: `a/${'long'.repeat(50)}`, mode: 0o755, mtime, uid: 7, gid: 8 }, 'content')
  tar.entry({ name: 'a/link', type: 'symlink', linkname: '../x', mtime })
  tar.entry({ name: 'a/hard', type: 'link', linkname: 'a/link', mtime })
  tar.finalize()
  const seen = []
  for await (const entry of readTarEntries(ownTar(Readable.from(tar), owner))) {
    const { name, type, mode, mtime: at, uid, gid, uname, linkname } = entry.header
    seen.push([name, type, mode, at?.getTime(), uid, gid, uname, linkname, await text(entry)])
  }
  const at = mtime.getTime()
  assert.deepEqual(seen, [
    ['a/', 'directory', 0o700, at, 1000, 1001, '', null, ''],
    [`a/${'long'.repeat(50)}`, 'file', 0o755, at, 1000, 1001, '', null, 'content'],
    ['a/link', 'symlink', 0o644, at, 1000, 1001, '', '../x', ''],
    ['a/hard', 'link', 0o644, at, 1000, 1001, '', 'a/link', ''],
  ])
})

const refused: Header['type'][] = ['character-device', 'block-device', 'fifo']
for (const type of refused) {
  test(`a ${type} is refused`, async () => {
    const tar = pack()
    tar.entry({ name: 'x', type })
    tar.finalize()
    await assert.rejects(ownTar(Readable.from(tar), owner).toArray(), {
      id: 'invalid_params',
      message: 'x in the tar is no file, folder or link.',
    })
  })
}

test('the folder itself is left out, whatever it is called', async () => {
  const tar = pack()
  for (const name of ['./', '.', '././', './.x', 'a.', '..x/'])
    tar.entry({ name, type: name.endsWith('/') ? 'directory' : 'file' }, '')
  tar.finalize()
  const names = []
  for await (const entry of readTarEntries(ownTar(Readable.from(tar), owner))) {
    names.push(entry.header.name)
    entry.resume()
  }
  assert.deepEqual(names, ['./.x', 'a.', '..x/'])
})

test('what is no tar, or only half of one, is told', async () => {
  const tar = pack()
  tar.entry({ name: 'x' }, 'content')
  tar.finalize()
  const bytes = Buffer.concat(await Readable.from(tar).toArray())
  for (const broken of [Buffer.alloc(1024, 'x'), bytes.subarray(0, 515)])
    await assert.rejects(ownTar(Readable.from([broken]), owner).toArray(), {
      id: 'invalid_params',
      message: /^The tar can't be read/,
    })
})

test('a source that breaks off is an error', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.alloc(512)
      throw new Error('cut')
    })(),
  )
  await assert.rejects(ownTar(broken, owner).toArray(), { message: "The tar can't be read: cut." })
})
