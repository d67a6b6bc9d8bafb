import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { referenceFolder, renderReference } from '../../../script/docs.d/reference.ts'
import { repository } from '../../fixtures/built-package.ts'

const pages = await renderReference(repository)
const folder = join(repository, referenceFolder)

test('docs/commands has the pages that script/docs would write, and no others', async () => {
  assert.deepEqual((await readdir(folder)).toSorted(), [...pages.keys()].toSorted())
})

for (const [name, text] of pages) {
  test(`docs/commands/${name} is what script/docs would write`, async () => {
    assert.equal(await readFile(join(folder, name), 'utf8'), text, 'script/docs writes it anew')
  })
}
