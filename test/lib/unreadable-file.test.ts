import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { unreadableFile } from '../../src/lib/unreadable-file.ts'
import { tempDir } from '../fixtures/temp-dir.ts'

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
