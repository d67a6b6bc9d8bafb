import assert from 'node:assert/strict'
import { appendFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { TailedFile } from '../../../src/controller/logs/tailed-file.ts'
import { collect, makeLogDir } from './lines.ts'

async function openTail(t: Parameters<typeof makeLogDir>[0], text: string) {
  const path = join(await makeLogDir(t), 'file')
  await writeFile(path, text)
  const file = (await TailedFile.open(path)) ?? assert.fail('not there')
  t.after(() => file.close())
  return { path, file }
}

test('it reads whole lines, and goes on when there are more', async (t) => {
  const { path, file } = await openTail(t, 'one\ntwo\nthr')
  assert.equal(file.inode, (await stat(path)).ino)
  assert.deepEqual(await collect(file.readLines()), ['one', 'two'])
  assert.equal(file.offset, 8)
  assert.deepEqual(await collect(file.readLines()), [])
  await appendFile(path, 'ee\nfour\n')
  assert.deepEqual(await collect(file.readLines()), ['three', 'four'])
  assert.equal(file.offset, await file.size())
})

test('a line may be longer than what is read at once', async (t) => {
  const long = 'é'.repeat(400_000)
  const { file } = await openTail(t, `a\n${long}\nb\n`)
  assert.deepEqual(await collect(file.readLines()), ['a', long, 'b'])
})

test('it goes on behind the line that it is put into', async (t) => {
  const { file } = await openTail(t, 'one\ntwo\nthree\n')
  await file.skipTo(5)
  assert.deepEqual(await collect(file.readLines()), ['three'])
})

test('a file that is not there is none', async (t) => {
  assert.equal(await TailedFile.open(join(await makeLogDir(t), 'none')), undefined)
})
