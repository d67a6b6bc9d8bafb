import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Header, pack } from 'tar-stream'
import { openTarball } from '../../../src/controller/deploy/source-tarball.ts'
import { readTarEntries } from '../../../src/controller/deploy/tar-entries.ts'
import { tempDir } from '../../fixtures/temp-dir.ts'

const signal = new AbortController().signal

async function write(t: TestContext, content: Buffer): Promise<string> {
  const path = join(await tempDir(t), 'source')
  await writeFile(path, content)
  return path
}

async function tarOf(entries: readonly [Partial<Header> & { name: string }, string?][]): Promise<Buffer> {
  const tar = pack()
  for (const [header, body = ''] of entries) tar.entry(header, body)
  tar.finalize()
  return buffer(Readable.from(tar))
}

async function namesIn(openTar: () => Readable): Promise<string[]> {
  const names = []
  for await (const entry of readTarEntries(openTar())) {
    const { name, linkname } = entry.header
    names.push([name, ...(linkname ? [linkname] : []), await text(entry)].join(' '))
  }
  return names
}

test('a tar or tar.gz is opened as it is, as often as needed', async (t) => {
  const tar = await tarOf([
    [{ name: './Procfile' }, 'web: a'],
    [{ name: 'bin/a' }, 'b'],
  ])
  for (const content of [tar, gzipSync(tar)]) {
    const openTar = await openTarball(await write(t, content), signal)
    for (const _ of [1, 2]) assert.deepEqual(await namesIn(openTar), ['./Procfile web: a', 'bin/a b'])
  }
})

test('where all is in one folder that folder is the tree', async (t) => {
  const long = `${'d'.repeat(120)}/file`
  const tar = await tarOf([
    [{ name: 'blog-1a2b/', type: 'directory' }],
    [{ name: 'blog-1a2b/Procfile' }, 'web: a'],
    [{ name: `blog-1a2b/${long}`, pax: { path: `blog-1a2b/${long}` } }, 'c'],
    [{ name: 'blog-1a2b/hard', type: 'link', linkname: 'blog-1a2b/Procfile' }],
    [{ name: 'blog-1a2b/soft', type: 'symlink', linkname: 'Procfile' }],
  ])
  const openTar = await openTarball(await write(t, gzipSync(tar)), signal)
  assert.deepEqual(await namesIn(openTar), [
    'Procfile web: a',
    `${long} c`,
    'hard Procfile ',
    'soft Procfile ',
  ])
})

test('one file alone is no folder', async (t) => {
  const openTar = await openTarball(await write(t, await tarOf([[{ name: 'Procfile' }, 'web: a']])), signal)
  assert.deepEqual(await namesIn(openTar), ['Procfile web: a'])
})

test('what is no tar, breaks off or is empty is a failed build', async (t) => {
  const tar = await tarOf([[{ name: 'Procfile' }, 'web: a'.repeat(1000)]])
  const broken = {
    text: Buffer.from('hello'.repeat(500)),
    half: gzipSync(tar).subarray(0, 40),
    cut: tar.subarray(0, 2000),
  }
  for (const [name, content] of Object.entries(broken))
    await assert.rejects(
      openTarball(await write(t, content), signal),
      { id: 'build_failed', message: /no tar|empty/ },
      name,
    )
  await assert.rejects(openTarball(await write(t, await tarOf([])), signal), { message: /empty tar/ })
})

test('a few bytes that unpack to more than there may be are refused', async (t) => {
  const tar = await tarOf([[{ name: 'zeros' }, '0'.repeat(1_000_000)]])
  const path = await write(t, gzipSync(tar))
  await openTarball(path, signal, tar.length)
  await assert.rejects(openTarball(path, signal, tar.length - 1), {
    id: 'build_failed',
    message: 'The source is larger than 1 MB when it is unpacked.',
  })
})
