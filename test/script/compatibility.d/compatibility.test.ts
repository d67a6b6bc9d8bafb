import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  documentFile,
  listFile,
  programs,
  readCompatibility,
  readWaiting,
  reduceContract,
} from '../../../script/compatibility.d/compatibility.ts'
import { repository } from '../../fixtures/built-package.ts'

const read = (file: string) => readFile(join(repository, file), 'utf8')
const found = await readCompatibility(repository)

test('docs/compatibility.md is what script/compatibility would write', async () => {
  assert.equal(found.document, await read(documentFile), 'script/compatibility writes it anew')
})

test('no row is unexplained but those that wait in unexplained.txt, and none waits there that is explained', async () => {
  assert.deepEqual(found.unexplained, await readWaiting(repository))
})

test('notes.json is about commands that there are, in order', async () => {
  assert.deepEqual(found.strayNotes, [])
  const notes = JSON.parse(await read('script/compatibility.d/notes.json')) as Record<string, object>
  for (const it of [notes, ...Object.values(notes)])
    assert.deepEqual(Object.keys(it), Object.keys(it).toSorted())
})

for (const program of programs) {
  test(`the list of ${program} is the one that it was reduced from`, async (t) => {
    const reduced = await reduceContract(repository, program)
    if (reduced === undefined) t.skip('the contract is not beside this checkout')
    else assert.equal(reduced, await read(listFile(program)))
  })
}
