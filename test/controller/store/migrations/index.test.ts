import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'
import { migrations } from '../../../../src/controller/store/migrations/index.ts'

test('every migration of the folder is run, under its own name', async () => {
  const folder = new URL('../../../../src/controller/store/migrations/', import.meta.url)
  const files = (await readdir(folder)).filter((it) => /^\d/.test(it)).map((it) => it.replace('.ts', ''))
  assert.deepEqual(Object.keys(await migrations.getMigrations()).sort(), files.sort())
  assert.ok(files.every((it, index) => it.startsWith(String(index + 1).padStart(4, '0'))))
})
