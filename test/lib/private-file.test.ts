import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { changePrivately, readIfThere, writePrivately } from '../../src/lib/private-file.ts'
import { tempPlace } from '../fixtures/run-command.ts'

test('writePrivately makes file and folder for their owner alone, whatever was there', async (t) => {
  const { folder } = await tempPlace(t)
  const path = join(folder, 'new', 'tokens.json')
  await writePrivately(path, 'one')
  assert.equal((await stat(join(folder, 'new'))).mode & 0o777, 0o700)
  await writeFile(path, 'open to all', { mode: 0o644 })
  await writePrivately(path, 'two')
  assert.deepEqual([await readFile(path, 'utf8'), (await stat(path)).mode & 0o777], ['two', 0o600])
  assert.deepEqual(await readdir(join(folder, 'new')), ['tokens.json'])
})

test('what could not be written leaves nothing behind', async (t) => {
  const { folder } = await tempPlace(t)
  await mkdir(join(folder, 'taken', 'by-a-folder'), { recursive: true })
  await assert.rejects(writePrivately(join(folder, 'taken'), 'x'))
  assert.deepEqual(await readdir(folder), ['taken'])
})

test('readIfThere: no file is undefined, but an unreadable one is an error', async (t) => {
  const { folder } = await tempPlace(t)
  assert.equal(await readIfThere(join(folder, 'none')), undefined)
  await assert.rejects(readIfThere(folder), { code: 'EISDIR' })
})

test('a change that fails leaves the file, and no lock', async (t) => {
  const { folder } = await tempPlace(t)
  const path = join(folder, 'tokens.json')
  await writeFile(path, 'one')
  const failing = () => {
    throw new Error('no JSON')
  }
  await assert.rejects(changePrivately(path, failing), /no JSON/)
  await changePrivately(path, () => undefined)
  assert.deepEqual([await readFile(path, 'utf8'), await readdir(folder)], ['one', ['tokens.json']])
})
