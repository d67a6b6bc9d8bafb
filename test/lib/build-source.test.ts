import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { type AskedSource, buildOf } from '../../src/lib/build-source.ts'
import { tempDir } from '../fixtures/temp-dir.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const refused: AskedSource[] = [
  {},
  { image: 'a', dir: '.' },
  { 'source-tar': 'a', 'source-url': 'b' },
  { dir: '.', procfile: 'web: a' },
]
for (const asked of refused) {
  test(`${JSON.stringify(asked)} is refused`, () =>
    assert.throws(() => buildOf(asked), { name: 'UsageError' }))
}

async function ask(cwd: string, asked: AskedSource, stdin = '') {
  const sent: Buffer[] = []
  const upload = async (_: string, tar: Readable) => {
    sent.push(await buffer(tar))
    return 'http://qp/sources/1'
  }
  const terminal = fakeTerminal({ input: stdin })
  const source = buildOf(asked)
  const build = await source.prepare(
    { terminal, cwd, env: process.env },
    { builds: { upload } as never },
    'blog',
  )
  return { name: source.name, build, sent }
}

test('an image, with what its process types run from --procfile or the Procfile here', async (t) => {
  const cwd = await tempDir(t)
  assert.deepEqual((await ask(cwd, { image: 'a:1' })).build, { image: 'a:1' })
  await writeFile(join(cwd, 'Procfile'), 'clock: ./tick\n')
  assert.deepEqual((await ask(cwd, { image: 'a:1' })).build, { image: 'a:1', procfile: { clock: './tick' } })
  for (const procfile of ['worker: ./work -a', '{worker: "./work -a"}'])
    assert.deepEqual((await ask(cwd, { image: 'a:1', procfile })).build, {
      image: 'a:1',
      procfile: { worker: './work -a' },
    })
  for (const procfile of ['', 'web', '[a', 'web: [a]'])
    await assert.rejects(ask(cwd, { image: 'a:1', procfile }), { name: 'UsageError' })
})

test('a tar is sent, from a file, stdin or a folder; an address is passed on', async (t) => {
  const cwd = await tempDir(t)
  await writeFile(join(cwd, 'blog.tar'), 'a tar')
  const blob = { source_blob: { url: 'http://qp/sources/1' } }
  const fromFile = await ask(cwd, { 'source-tar': 'blog.tar' })
  assert.deepEqual([fromFile.build, String(fromFile.sent[0]), fromFile.name], [blob, 'a tar', 'blog.tar'])
  const fromStdin = await ask(cwd, { 'source-tar': '-', version: 'v7' }, 'another')
  assert.deepEqual(
    [fromStdin.build, String(fromStdin.sent[0]), fromStdin.name],
    [{ source_blob: { ...blob.source_blob, version: 'v7' } }, 'another', 'the source'],
  )
  const fromDir = await ask(cwd, { dir: '.' })
  assert.deepEqual([fromDir.build, fromDir.sent[0]?.subarray(0, 2)], [blob, Buffer.from([0x1f, 0x8b])])
  const fromUrl = await ask(cwd, { 'source-url': 'http://a/b.tgz' })
  assert.deepEqual([fromUrl.build, fromUrl.sent], [{ source_blob: { url: 'http://a/b.tgz' } }, []])
  await assert.rejects(ask(cwd, { 'source-tar': 'none.tar' }), { code: 'unreadable_file' })
})
