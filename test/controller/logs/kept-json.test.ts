import assert from 'node:assert/strict'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { keepJson, readKeptJson } from '../../../src/controller/logs/kept-json.ts'
import { makeLogDir } from './lines.ts'

test('what is kept is read; what is missing or torn is nothing', async (t) => {
  const dir = await makeLogDir(t)
  const path = join(dir, 'position')
  assert.equal(await readKeptJson(path), undefined)
  await keepJson(path, { offset: 1 })
  await keepJson(path, { offset: 2 })
  assert.deepEqual(await readKeptJson(path), { offset: 2 })
  assert.deepEqual(await readdir(dir), ['position'])
  assert.equal((await stat(path)).mode & 0o777, 0o600)
  await writeFile(path, '{"off')
  assert.equal(await readKeptJson(path), undefined)
})
