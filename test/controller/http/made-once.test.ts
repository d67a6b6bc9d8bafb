import assert from 'node:assert/strict'
import { mkdir, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { madeOnce } from '../../../src/controller/http/made-once.ts'
import { tempDir } from '../../fixtures/temp-dir.ts'

test('it is made where there is none, for its owner alone, and stays the same', async (t) => {
  const path = join(await tempDir(t), 'folder', 'key')
  assert.equal(await madeOnce(path, () => 'first'), 'first')
  assert.equal(await madeOnce(path, () => 'second'), 'first')
  assert.deepEqual(await readdir(dirname(path)), ['key'])
  assert.equal((await stat(path)).mode & 0o777, 0o600)
  assert.equal((await stat(dirname(path))).mode & 0o777, 0o700)
})

test('what was staged by a start that was killed does not count', async (t) => {
  const path = join(await tempDir(t), 'key')
  await madeOnce(`${path}.new`, () => 'half of')
  assert.equal(await madeOnce(path, () => 'whole'), 'whole')
})

test('what is there and can not be read is not replaced', async (t) => {
  const path = join(await tempDir(t), 'key')
  await mkdir(path)
  await assert.rejects(
    madeOnce(path, () => 'new'),
    { code: 'EISDIR' },
  )
})
