import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { missingFile, unreadableFile } from '../../src/lib/unreadable-file.ts'
import { tempDir } from '../fixtures/temp-dir.ts'

test('a file that is known not to be there is told in the same words', () => {
  const { message, code } = missingFile('.env.test')
  assert.deepEqual([message, code], [".env.test can't be read: there is no such file.", 'unreadable_file'])
})

test('why a file could not be read is said where it is known', async (t) => {
  const folder = await tempDir(t)
  for (const [path, message] of [
    [`${folder}/none`, `${folder}/none can't be read: there is no such file.`],
    [folder, `${folder} can't be read: it is a folder.`],
    ['nul\0', "nul\0 can't be read."],
  ] as const) {
    const cause = await readFile(path).catch((error: unknown) => error)
    const { message: said, code } = unreadableFile(path, cause)
    assert.deepEqual([said, code], [message, 'unreadable_file'])
  }
})
